package io.sabot.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.UserFunction;
import io.sabot.function.UserAggregate;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Source;
import java.util.Map;

/**
 * Plans as JSON text. Sources, operators and user functions are written by name and looked up by it
 * when the text is read, so that {@code read(write(plan))} equals the plan wherever the same ones
 * are at hand.
 */
public final class PlanText {
  private PlanText() {}

  /** Writes a plan. */
  public static String write(Plan plan) {
    return RecordJson.write(plan).toPrettyString();
  }

  /**
   * Reads a plan without user functions and aggregates of the user's own.
   *
   * @param sources the sources its scans name
   * @param operators the operators that it applies, by name
   * @throws io.sabot.PlanException where the text is no plan, or names what is not at hand
   */
  public static Plan read(
      String text, Map<String, Source> sources, Map<String, BatchOperator> operators) {
    return read(text, sources, operators, Map.of());
  }

  /**
   * Reads a plan.
   *
   * @param sources the sources its scans name
   * @param operators the operators that it applies, by name
   * @param functions the user functions of its expressions, by {@link
   *     io.sabot.expression.UserFunction#named name}
   * @throws io.sabot.PlanException where the text is no plan, or names what is not at hand
   */
  public static Plan read(
      String text,
      Map<String, Source> sources,
      Map<String, BatchOperator> operators,
      Map<String, UserFunction> functions) {
    return read(text, sources, operators, functions, Map.of());
  }

  /**
   * Reads a plan with aggregates of the user's own.
   *
   * @param sources the sources its scans name
   * @param operators the operators that it applies, by name
   * @param functions the user functions of its expressions, by {@link
   *     io.sabot.expression.UserFunction#named name}
   * @param aggregates the user's own aggregates, by {@link UserAggregate#name name}
   * @throws io.sabot.PlanException where the text is no plan, or names what is not at hand
   */
  public static Plan read(
      String text,
      Map<String, Source> sources,
      Map<String, BatchOperator> operators,
      Map<String, UserFunction> functions,
      Map<String, UserAggregate> aggregates) {
    try {
      JsonNode tree = RecordJson.MAPPER.readTree(text);
      Object plan =
          new RecordJson(sources, operators, functions, aggregates).read(tree, Plan.class);
      return (Plan) java.util.Objects.requireNonNull(plan, "the text is null");
    } catch (JsonProcessingException | ReflectiveOperationException | RuntimeException failure) {
      if (failure instanceof io.sabot.SabotException known) {
        throw known;
      }
      throw Problem.at("PlanText", ErrorCode.INVALID_ARGUMENT)
          .rule("the text must be a plan written by PlanText.write")
          .but(String.valueOf(failure.getMessage()))
          .cause(failure)
          .cure("write the plan again with this version")
          .plan();
    }
  }
}
