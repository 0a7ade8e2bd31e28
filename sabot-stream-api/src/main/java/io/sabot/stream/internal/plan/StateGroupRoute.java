package io.sabot.stream.internal.plan;

import io.sabot.Expressions;
import io.sabot.expression.Expression;
import io.sabot.plan.Plan;
import io.sabot.state.StateGroups;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Carries the partition of each row from a source that is shared to what keeps state of it. Plans
 * of which it could not are refused before; see {@link SharedState}.
 */
final class StateGroupRoute {
  private StateGroupRoute() {}

  /** The same plan, in which state has the column it is kept by. */
  static Plan apply(Plan plan) {
    if (plan instanceof Plan.EmitChanges changes && Share.of(changes.input()) != null) {
      return changes.withInput(carrying(changes.input()));
    }
    if (plan instanceof Plan.Distinct distinct && Share.of(distinct.input()) != null) {
      return without(distinct.withInput(carrying(distinct.input())), Planner.schemaOf(distinct));
    }
    return plan.withInputs(plan.inputs().stream().map(StateGroupRoute::apply).toList());
  }

  /** Whole rows carry the column on: nobody behind wants it. */
  private static Plan without(Plan plan, Schema schema) {
    List<Expression> columns = new ArrayList<>();
    schema.getFields().forEach(field -> columns.add(Expressions.col(field.getName())));
    return new Plan.Select(plan, columns, plan.origin());
  }

  private static Plan carrying(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan ->
          new Plan.Scan(scan.source().withStateGroups().orElseThrow(), scan.origin());
      case Plan.Select select -> {
        List<Expression> columns = new ArrayList<>(select.expressions());
        columns.add(Expressions.col(StateGroups.COLUMN));
        yield new Plan.Select(carrying(select.input()), columns, select.origin());
      }
      case Plan.Join join -> join.withInputs(List.of(carrying(join.left()), apply(join.right())));
      default -> plan.withInputs(List.of(carrying(plan.inputs().getFirst())));
    };
  }
}
