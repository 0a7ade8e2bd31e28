package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.backend.UserCode;
import io.sabot.operators.internal.join.JoinRun;
import io.sabot.operators.internal.join.JoinShape;
import io.sabot.operators.internal.join.JoinShape.Build;
import io.sabot.operators.internal.join.PairCondition;
import io.sabot.plan.Plan.JoinKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the rows of two sides whose keys are equal. Input 1 is the side that is read to its end and
 * kept; then the rows of input 0 are looked up there. Each input is read once.
 *
 * <p>Where the right side is kept, which is input 1 then, left rows keep their order; the pairs of
 * one left row come in the order of the right rows; right rows without a pair come last. Where the
 * left side is kept, which is input 1 then, it is the other way round; but semi and anti joins give
 * their left rows in order there, too, at the end, unless they were read back from state.
 *
 * <p>A null in a key matches nothing. Keys are compared in full, with NaN equal to NaN and −0.0
 * equal to 0.0; integers of different widths compare by value, as do floats and all layouts of
 * strings.
 *
 * <p>Output: the left columns, then the right columns that are no keys, with {@code _right} behind
 * names the left side has too; semi and anti joins give the left columns only. Right and full joins
 * take the key of a right row without a pair into the left key column, in the type that holds the
 * keys of both sides.
 *
 * <p>While input 1 is read, input 0 has given nothing: a barrier that comes from input 1 waits
 * there for its twin from the other, and state written at it holds what is kept as it is then.
 *
 * @param kind which rows come out
 * @param keys the columns that must be equal
 * @param condition what must be true of a pair, too, over the columns of an inner join; or null. A
 *     row all of whose pairs it refuses has no pair.
 * @param kept the side that is input 1
 * @param filter the number by which {@link NeededKeys} and sources know the keys that are kept, if
 *     they are to
 */
public record HashJoin(
    JoinKind kind, JoinKeys keys, @Nullable Expression condition, Kept kept, OptionalInt filter)
    implements BatchOperator {
  /**
   * The side of a join that is read first and kept.
   *
   * @param side which one
   * @param reason why, for {@link #explain}; may be empty
   */
  public record Kept(Side side, String reason) {
    /** The right side, as joins are written. */
    public static final Kept RIGHT = new Kept(Side.RIGHT, "");
  }

  /** A side of a join. */
  public enum Side {
    /** The left one. */
    LEFT,
    /** The right one. */
    RIGHT
  }

  /** A join by keys alone, which keeps its right side. */
  public HashJoin(JoinKind kind, JoinKeys keys) {
    this(kind, keys, null);
  }

  /** A join that keeps its right side. */
  public HashJoin(JoinKind kind, JoinKeys keys, @Nullable Expression condition) {
    this(kind, keys, condition, Kept.RIGHT);
  }

  /** A join of which nobody is told the keys. */
  public HashJoin(JoinKind kind, JoinKeys keys, @Nullable Expression condition, Kept kept) {
    this(kind, keys, condition, kept, OptionalInt.empty());
  }

  @Override
  public int inputs() {
    return 2;
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return shape(inputs).output();
  }

  private JoinShape shape(List<Schema> inputs) {
    return switch (kept.side()) {
      case LEFT -> new JoinShape(kind, keys, condition, Build.LEFT, inputs.get(1), inputs.get(0));
      case RIGHT -> new JoinShape(kind, keys, condition, Build.RIGHT, inputs.get(0), inputs.get(1));
    };
  }

  /**
   * Waits for the end of input 1; joins that give rows of it at the end, for that of input 0, too.
   * Semi and anti joins that look left rows up keep some of them. Workers share what is kept.
   */
  @Override
  public OperatorProperties properties() {
    return switch (kept.side()) {
      case LEFT -> keepingLeft();
      case RIGHT -> keepingRight();
    };
  }

  private OperatorProperties keepingRight() {
    OperatorProperties joins =
        OperatorProperties.STATEFUL.withKeys(List.of(keys.left(), keys.right()));
    return switch (kind) {
      case INNER, LEFT -> joins.withBlocking(1).sharing();
      case RIGHT, FULL -> joins.withBlocking(0, 1).sharing();
      case SEMI, ANTI -> joins.withBlocking(1).withDensity(Density.SPARSE).sharing();
    };
  }

  private OperatorProperties keepingLeft() {
    OperatorProperties joins =
        OperatorProperties.STATEFUL.withKeys(List.of(keys.right(), keys.left()));
    return switch (kind) {
      case INNER, RIGHT -> joins.withBlocking(1).sharing();
      case LEFT, FULL, SEMI, ANTI -> joins.withBlocking(0, 1).sharing();
    };
  }

  /** One worker where the condition calls a function of the user's. */
  @Override
  public OperatorProperties properties(List<Schema> inputs) {
    PairCondition bound = shape(inputs).condition();
    return bound == null ? properties() : UserCode.kept(properties(), List.of(bound.predicate()));
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new JoinRun(shape(inputs), filter, context);
  }

  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    PairCondition bound = shape(inputs).condition();
    return bound == null
        ? toString()
        : Backends.explain(
            "HashJoin", toString(), List.of(condition), shape(inputs).pairs(), options);
  }

  @Override
  public String toString() {
    return "HashJoin[kind=%s, keys=%s%s%s%s]"
        .formatted(
            kind,
            keys,
            condition == null ? "" : ", condition=" + condition,
            keeps(),
            filter.isPresent() ? ", key filter " + filter.getAsInt() : "");
  }

  private String keeps() {
    return kept.equals(Kept.RIGHT)
        ? ""
        : ", keeps %s: %s".formatted(kept.side().name().toLowerCase(Locale.ROOT), kept.reason());
  }
}
