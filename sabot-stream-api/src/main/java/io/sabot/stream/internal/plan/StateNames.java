package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Expression;
import io.sabot.operator.Stage;
import io.sabot.operators.EmitChanges;
import io.sabot.plan.Plan;
import io.sabot.state.StateName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/** What the states of a plan are called: each of them differently. */
public final class StateNames {
  private StateNames() {}

  /** The name of changes by these keys that were given none: it follows from nothing else. */
  public static String ofChanges(List<Expression> keys) {
    return of("changes", keys.stream().map(Expression::outputName).toList());
  }

  /** The name of distinct keys in these columns that were given none. */
  public static String ofDistinct(List<String> columns) {
    return of("distinct", columns);
  }

  private static String of(String verb, List<String> columns) {
    StringBuilder name = new StringBuilder(verb);
    columns.forEach(column -> name.append('.').append(column));
    String plain = name.toString().replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.substring(0, Math.min(plain.length(), StateName.LONGEST));
  }

  /** Refuses a plan in which two states have one name. */
  static void check(Plan plan) {
    collect(plan, new LinkedHashMap<>());
  }

  private static void collect(Plan plan, Map<String, Plan> known) {
    plan.inputs().forEach(input -> collect(input, known));
    switch (plan) {
      case Plan.EmitChanges changes ->
          add(changes.state(), changes, "EmitChanges", "emitChanges", known);
      case Plan.Distinct distinct when Share.of(distinct.input()) != null ->
          add(distinct.state(), distinct, "Distinct", "distinct", known);
      default -> {}
    }
  }

  private static void add(
      String state, Plan plan, String where, String verb, Map<String, Plan> known) {
    Plan other = known.put(state, plan);
    if (other != null && other != plan) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("the states of a plan must have different names")
          .but("two are called \"" + state + "\"")
          .cure("name one of them with named(…) right behind " + verb)
          .plan()
          .from(plan.origin());
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
