package io.sabot.stream.internal.plan;

import io.sabot.RowOrder;
import io.sabot.batch.Layout;
import io.sabot.operator.OperatorProperties.State;
import io.sabot.operators.GroupBy;
import io.sabot.operators.HashJoin;
import io.sabot.operators.HashJoin.Kept;
import io.sabot.operators.HashJoin.Side;
import io.sabot.operators.NeededKeys;
import io.sabot.plan.Plan;
import io.sabot.plan.Plan.JoinKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Chooses the side of each join that is kept in memory. That is the right one, as it is written,
 * unless the left one is known to be much smaller and nobody can see the difference: a result comes
 * in the order of the side that is looked up. Nobody sees it where
 *
 * <ul>
 *   <li>the stream is unordered,
 *   <li>all rows end in groups whose aggregates do not follow order,
 *   <li>they only are the right side of a semi or anti join, or
 *   <li>the join is one of those itself: left rows keep their order then, whichever side is kept.
 * </ul>
 *
 * <p>A condition that can fail leaves it as it is written: another pair would fail first.
 */
final class JoinSides {
  /** The left side has so many times fewer rows: keeping one costs more than looking one up. */
  private static final int FEWER = 2;

  /** Bytes that a value without a fixed width is taken to have. */
  private static final int TEXT_BYTES = 24;

  private final RowOrder stream;
  private int filters;

  private JoinSides(RowOrder stream) {
    this.stream = stream;
  }

  /** The same plan; in place of each join stands the operator that does it, over its inputs. */
  static Plan choose(Plan plan, RowOrder order) {
    return new JoinSides(order).under(plan, order);
  }

  /** A node of which the order of the rows may or may not matter. */
  private Plan under(Plan plan, RowOrder order) {
    return switch (plan) {
      case Plan.Join join -> join(join, order);
      case Plan.GroupBy group -> group.withInput(under(group.input(), below(group)));
      case Plan.Filter filter -> all(filter, order);
      case Plan.WithColumns with -> all(with, order);
      case Plan.Select select -> all(select, order);
      case Plan.Unnest unnest -> all(unnest, order);
      case Plan.Union union -> all(union, order);
      case Plan.Sort sort -> all(sort, order);
      case Plan.Exchange exchange -> all(exchange, order);
      // Which rows these give depends on the order of those they are given.
      case Plan.Limit limit -> all(limit, stream);
      case Plan.TopN topN -> all(topN, stream);
      case Plan.Distinct distinct -> all(distinct, stream);
      case Plan.EmitChanges changes -> all(changes, stream);
      case Plan.Apply apply -> all(apply, apply.operator() instanceof NeededKeys ? order : stream);
      case Plan.Scan scan -> scan;
    };
  }

  private Plan all(Plan node, RowOrder order) {
    return node.withInputs(node.inputs().stream().map(input -> under(input, order)).toList());
  }

  private RowOrder below(Plan.GroupBy group) {
    GroupBy groups = new GroupBy(group.keys(), group.aggregates());
    boolean merges = groups.properties().state() == State.MERGEABLE;
    return merges && !groups.followsOrder() ? RowOrder.FREE : stream;
  }

  private Plan join(Plan.Join join, RowOrder order) {
    Kept kept = kept(join, order);
    RowOrder ofRight = leftOnly(join) ? RowOrder.FREE : order;
    return switch (kept.side()) {
      case LEFT -> {
        Plan left = under(join.left(), order);
        yield join(join, kept, join.right(), join.keys().right(), ofRight, left);
      }
      case RIGHT -> {
        Plan right = under(join.right(), ofRight);
        yield join(join, kept, join.left(), join.keys().left(), order, right);
      }
    };
  }

  private Plan join(
      Plan.Join join, Kept kept, Plan probe, List<String> keys, RowOrder order, Plan build) {
    EarlyKeys early = new EarlyKeys(filters + 1);
    Plan lowered = dropsProbe(join.kind(), kept.side()) ? early.place(probe, keys) : probe;
    OptionalInt filter = early.isPlaced() ? OptionalInt.of(++filters) : OptionalInt.empty();
    return new Plan.Apply(
        List.of(under(lowered, order), build),
        new HashJoin(join.kind(), join.keys(), join.condition(), kept, filter),
        join.origin());
  }

  /** Whether rows of the side that is looked up vanish where they have no pair. */
  private static boolean dropsProbe(JoinKind kind, Side kept) {
    return switch (kept) {
      case LEFT -> kind != JoinKind.RIGHT && kind != JoinKind.FULL;
      case RIGHT -> kind == JoinKind.INNER || kind == JoinKind.RIGHT || kind == JoinKind.SEMI;
    };
  }

  private static boolean leftOnly(Plan.Join join) {
    return join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
  }

  private static Kept kept(Plan.Join join, RowOrder order) {
    RowCount left = RowCount.of(join.left());
    RowCount right = RowCount.of(join.right());
    if (left.most() > right.likely() / FEWER || !isSmaller(join, left, right)) {
      return Kept.RIGHT;
    }
    String sizes =
        String.format(
            Locale.ROOT, "at most %,d rows, the right about %,d", left.most(), right.likely());
    if (order == RowOrder.FREE || leftOnly(join)) {
      return new Kept(Side.LEFT, sizes);
    }
    return new Kept(
        Side.RIGHT, "left rows keep their order; unordered() would keep the left, " + sizes);
  }

  /** Whether the left side is smaller in bytes, too, and may be kept. */
  private static boolean isSmaller(Plan.Join join, RowCount left, RowCount right) {
    Schema leftSchema = Planner.schemaOf(join.left());
    Schema rightSchema = Planner.schemaOf(join.right());
    return !PairConditions.canFail(join, leftSchema, rightSchema)
        && (double) left.most() * width(leftSchema) <= (double) right.likely() * width(rightSchema);
  }

  private static long width(Schema schema) {
    return schema.getFields().stream().mapToLong(JoinSides::width).sum();
  }

  private static int width(Field field) {
    return Layout.of(field.getType()) == Layout.FIXED ? Layout.width(field.getType()) : TEXT_BYTES;
  }
}
