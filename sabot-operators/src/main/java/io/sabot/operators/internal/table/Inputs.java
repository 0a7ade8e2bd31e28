package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Binder;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What an operator reads of its input: expressions, of which plain columns are shared untouched.
 */
public final class Inputs implements AutoCloseable {
  private final Evaluator evaluator;

  /** Compiles expressions for batches of a schema. */
  public Inputs(String where, List<Expression> expressions, Schema input, RunContext context) {
    Binder binder = new Binder(where, input);
    evaluator =
        new Backends()
            .compile(where, expressions.stream().map(binder::bindValue).toList(), input, context);
  }

  /**
   * The fields that expressions give, under their output names; refuses what cannot be computed.
   */
  public static List<Field> fields(String where, List<Expression> expressions, Schema input) {
    return expressions.stream().map(new Binder(where, input)::valueField).toList();
  }

  /** The columns of a flat batch, which stays with the caller; they pass to the caller. */
  public List<Column> columns(Batch flat) {
    return evaluator.evaluate(flat);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
