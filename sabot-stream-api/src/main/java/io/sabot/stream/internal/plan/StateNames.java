package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Expression;
import io.sabot.operator.Stage;
import io.sabot.operators.EmitChanges;
import io.sabot.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/** What the states of a plan are called: each of them differently. */
public final class StateNames {
  private StateNames() {}

  /** The name of a state by these keys that was given none: it follows from nothing else. */
  public static String of(List<Expression> keys) {
    StringBuilder name = new StringBuilder("changes");
    keys.forEach(key -> name.append('.').append(key.outputName()));
    String plain = name.toString().replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.substring(0, Math.min(plain.length(), EmitChanges.LONGEST_NAME));
  }

  /** Refuses a plan in which two states have one name. */
  static void check(Plan plan) {
    collect(plan, new LinkedHashMap<>());
  }

  private static void collect(Plan plan, Map<String, Plan> known) {
    plan.inputs().forEach(input -> collect(input, known));
    if (plan instanceof Plan.EmitChanges changes) {
      Plan other = known.put(changes.state(), changes);
      if (other != null && other != plan) {
        throw Problem.at("EmitChanges", ErrorCode.INVALID_ARGUMENT)
            .rule("the states of a plan must have different names")
            .but("two are called \"" + changes.state() + "\"")
            .cure("name one of them with named(…) right behind emitChanges")
            .plan()
            .from(changes.origin());
      }
    }
  }

  /** The states of a stage and those it reads, with the rows that they hold. */
  public static Map<String, Schema> in(Stage stage) {
    Map<String, Schema> states = new LinkedHashMap<>();
    stage.inputs().forEach(input -> states.putAll(in(input)));
    if (stage instanceof Stage.Operate operate
        && operate.operator() instanceof EmitChanges changes) {
      states.put(changes.state(), operate.schema());
    }
    return states;
  }
}
