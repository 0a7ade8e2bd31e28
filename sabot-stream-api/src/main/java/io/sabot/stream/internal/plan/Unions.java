package io.sabot.stream.internal.plan;

import io.sabot.batch.SchemaCheck;
import io.sabot.plan.Plan;
import java.util.List;
import java.util.function.Predicate;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Flattens unions of unions: the rows are the same, and one added to another in a loop stays as
 * flat as one made at once.
 */
public final class Unions {
  private Unions() {}

  /** What stands in the place of a first input. Types are widened from left to right anyway. */
  public static List<Plan> parts(Plan first) {
    return first instanceof Plan.Union union ? union.inputs() : List.of(first);
  }

  /**
   * What stands in the place of a later input. A union that widened its inputs stays as it is:
   * taken apart, they might be widened to another type.
   */
  public static List<Plan> parts(Plan later, Schema schema) {
    return later instanceof Plan.Union union && union.inputs().stream().allMatch(is(schema))
        ? union.inputs()
        : List.of(later);
  }

  private static Predicate<Plan> is(Schema schema) {
    return input -> SchemaCheck.difference(schema, Planner.schemaOf(input)) == null;
  }
}
