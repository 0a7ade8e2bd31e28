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
import io.sabot.operators.internal.join.PairCondition;
import io.sabot.plan.Plan.JoinKind;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the rows of two inputs whose keys are equal. Input 0 is the left side, which probes; input
 * 1 is the right side, which is read to its end and kept before the first left row is taken. Each
 * input is read once. Left rows keep their order; the pairs of one left row come in the order of
 * the right rows; right rows without a pair come last.
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
 * <p>While the right side is read, the left one has given nothing: a barrier that comes from the
 * right waits there for its twin from the left, and state written at it holds the right side as it
 * is then.
 *
 * @param kind which rows come out
 * @param keys the columns that must be equal
 * @param condition what must be true of a pair, too, over the columns of an inner join; or null. A
 *     row all of whose pairs it refuses has no pair.
 */
public record HashJoin(JoinKind kind, JoinKeys keys, @Nullable Expression condition)
    implements BatchOperator {
  /** A join by keys alone. */
  public HashJoin(JoinKind kind, JoinKeys keys) {
    this(kind, keys, null);
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
    return new JoinShape(kind, keys, condition, inputs.get(0), inputs.get(1));
  }

  /**
   * Waits for the end of the right input; right and full joins, which give the right rows without a
   * pair at the end, for that of the left one, too. Semi and anti joins keep some of the left rows.
   * Workers share the right side.
   */
  @Override
  public OperatorProperties properties() {
    OperatorProperties joins =
        OperatorProperties.STATEFUL.withKeys(List.of(keys.left(), keys.right()));
    return switch (kind) {
      case INNER, LEFT -> joins.withBlocking(1).sharing();
      case RIGHT, FULL -> joins.withBlocking(0, 1).sharing();
      case SEMI, ANTI -> joins.withBlocking(1).withDensity(Density.SPARSE).sharing();
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
    return new JoinRun(shape(inputs), context);
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
    return "HashJoin[kind=%s, keys=%s%s]"
        .formatted(kind, keys, condition == null ? "" : ", condition=" + condition);
  }
}
