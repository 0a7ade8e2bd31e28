package io.sabot.operators.internal.sort;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Evaluator;
import io.sabot.expression.SortKey;
import io.sabot.expression.Types;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.row.Places;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** Computes what an order looks at. */
public final class KeyColumns implements AutoCloseable {
  private final List<SortKey> keys;
  private final Evaluator evaluator;
  private final boolean placed;

  private KeyColumns(List<SortKey> keys, Evaluator evaluator, boolean placed) {
    this.keys = keys;
    this.evaluator = evaluator;
    this.placed = placed;
  }

  /** Refuses an order that this schema does not have. */
  public static void check(String where, List<SortKey> keys, Schema schema) {
    if (keys.isEmpty()) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("at least one key is needed")
          .but("there is none")
          .cure("name a column, e.g. asc(\"price\")")
          .plan();
    }
    bind(where, keys, schema);
  }

  static KeyColumns open(String where, List<SortKey> keys, Schema schema, RunContext context) {
    List<BoundExpression> bound = bind(where, keys, schema);
    return new KeyColumns(keys, new Backends().compile(where, bound, schema, context), false);
  }

  private static List<BoundExpression> bind(String where, List<SortKey> keys, Schema schema) {
    Binder binder = new Binder(where, schema);
    List<BoundExpression> bound = new ArrayList<>();
    for (SortKey key : keys) {
      BoundExpression expression = binder.bindValue(key.expression());
      if (!Types.isPlain(expression.type())) {
        throw unordered(where, key, expression);
      }
      bound.add(expression);
    }
    return bound;
  }

  /** Types that expressions compute with are those with an order. */
  private static RuntimeException unordered(String where, SortKey key, BoundExpression expression) {
    return Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule("a key must have a type with an order")
        .but("\"" + key.expression() + "\" is " + Types.name(expression.type()))
        .cure(
            "order by a number, boolean, date, time, timestamp, duration, string or binary,"
                + " or by such a part of it")
        .plan();
  }

  /**
   * The same, and where all keys are equal the place, which is the last column: no two rows are
   * equal then. Valid until this is closed, which is enough.
   */
  KeyColumns thenPlaces() {
    List<SortKey> more = new ArrayList<>(keys);
    more.add(Places.KEY);
    return new KeyColumns(more, evaluator, true);
  }

  /** The order. */
  List<SortKey> keys() {
    return keys;
  }

  /** The key columns of a flat batch, which stays with the caller; they pass to the caller. */
  List<Column> of(Batch flat) {
    List<Column> columns = evaluator.evaluate(flat);
    if (!placed) {
      return columns;
    }
    List<Column> more = new ArrayList<>(columns);
    more.add(flat.columns().getLast().share());
    return more;
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
