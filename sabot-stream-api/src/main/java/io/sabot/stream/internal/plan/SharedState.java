package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.expression.Expression;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties.State;
import io.sabot.plan.Plan;
import io.sabot.state.StateGroups;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Refuses what would be wrong as soon as two runs share the partitions of a source: keeping
 * something by keys that may lie in several of them.
 */
final class SharedState {
  private static final String ONE_PROCESS = "read all partitions in one process, without a group";

  private SharedState() {}

  /** Checks a node against the shares that a run has of its inputs. */
  static void check(Plan node, BatchOperator operator) {
    if (!keepsRows(node, operator)) {
      return;
    }
    for (int input = 0; input < node.inputs().size(); input++) {
      Share share = Share.of(node.inputs().get(input));
      if (share != null) {
        check(node, operator, input, share);
      }
    }
  }

  private static boolean keepsRows(Plan node, BatchOperator operator) {
    return switch (node) {
      case Plan.EmitChanges changes -> true;
      case Plan.GroupBy groupBy -> true;
      case Plan.Distinct distinct -> true;
      case Plan.Join join -> true;
      case Plan.Apply apply -> operator.properties().state() != State.STATELESS;
      default -> false;
    };
  }

  private static void check(Plan node, BatchOperator operator, int input, Share share) {
    switch (node) {
      case Plan.EmitChanges changes -> {
        checkKeys("EmitChanges", share, columns(changes.keys()));
        checkBelow(
            "EmitChanges",
            changes.input(),
            "aggregate the rows of \"" + share.source().name() + "\" in both");
        checkStateGroups("EmitChanges", share);
      }
      case Plan.GroupBy groupBy -> checkKeys("GroupBy", share, columns(groupBy.keys()));
      case Plan.Distinct distinct -> {
        checkKeys(
            "Distinct",
            share,
            distinct.columns().isEmpty() ? all(distinct.input()) : distinct.columns());
        checkBelow("Distinct", distinct.input(), "put distinct before groupBy, or leave it out");
        checkStateGroups("Distinct", share);
      }
      case Plan.Join join when input == 1 -> throw refusedSide(share);
      case Plan.Apply apply when input < operator.properties().keys().size() ->
          checkKeys(operator.name(), share, operator.properties().keys().get(input));
      default -> {}
    }
  }

  private static List<String> columns(List<Expression> keys) {
    return keys.stream().map(Share::column).filter(Objects::nonNull).toList();
  }

  private static List<String> all(Plan plan) {
    return Planner.schemaOf(plan).getFields().stream().map(Field::getName).toList();
  }

  private static void checkKeys(String where, Share share, List<String> keys) {
    if (share.isDividedBy(keys)) {
      return;
    }
    List<String> by = share.source().partitionedBy();
    String divided = "by which the partitions of \"" + share.source().name() + "\" are divided";
    if (by.isEmpty()) {
      throw refused(
          where,
          "its keys must contain the columns " + divided + " among runs",
          "nobody said which they are, and the keys are " + keys,
          "say so with partitionedBy(…) on the source, where it is so, or " + ONE_PROCESS);
    }
    String rule = "its keys must contain " + by + ", " + divided + " among runs";
    String lost = share.lost();
    throw lost == null
        ? refused(where, rule, "they are " + keys, "add " + by + " to them, or " + ONE_PROCESS)
        : refused(
            where,
            rule,
            "nobody knows where these are behind " + lost + ", and the keys are " + keys,
            "put " + lost + " behind it, or " + ONE_PROCESS);
  }

  /** A key that comes again whenever it changes is no row of the source. */
  private static void checkBelow(String where, Plan below, String cure) {
    if (below instanceof Plan.EmitChanges changes) {
      throw refused(
          where,
          "it takes rows of the source, each of which it sees once",
          "\"" + changes.state() + "\" below it gives a key each time that it changes",
          cure);
    }
    if (!below.inputs().isEmpty()) {
      checkBelow(where, below.inputs().getFirst(), cure);
    }
  }

  private static void checkStateGroups(String where, Share share) {
    boolean carries = StateGroups.ordinal(share.source().schema()) >= 0;
    if (!carries && share.source().withStateGroups().isEmpty()) {
      throw refused(
          where,
          "a source whose partitions are shared must say from which one each row comes",
          "\"" + share.source().name() + "\" cannot",
          "implement withStateGroups, or " + ONE_PROCESS);
    }
  }

  private static SabotException refusedSide(Share share) {
    return refused(
        "HashJoin",
        "its right input, which it keeps, must be whole",
        "runs share the partitions of \"" + share.source().name() + "\"",
        "read it without a group");
  }

  private static SabotException refused(String where, String rule, String value, String cure) {
    return Problem.at(where, ErrorCode.INVALID_ARGUMENT).rule(rule).but(value).cure(cure).plan();
  }
}
