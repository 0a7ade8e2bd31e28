package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.internal.run.UserCode;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.LentBatch;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Puts any number of batches in the place of each one, computed by a user's function as they are
 * asked for. The function sees batches as they are cut upstream, dense and decoded, never an empty
 * one, one thread at a time. A result of another schema than the declared one is an error.
 *
 * @param name what errors and {@code explain()} call it
 * @param schema the schema of every result
 * @param function what computes the batches
 * @param properties what is declared of the function
 */
public record FlatMap(
    String name, Schema schema, FlatMapFunction function, OperatorProperties properties)
    implements BatchOperator {

  /** A function of which nothing is declared: one batch after the other. */
  public FlatMap(String name, Schema schema, FlatMapFunction function) {
    this(name, schema, function, OperatorProperties.BATCH_AT_A_TIME);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return schema;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(context);
  }

  @Override
  public String toString() {
    return name;
  }

  private final class Run extends UnaryRun {
    private final RunContext context;
    private @Nullable LentBatch lent;
    private @Nullable Iterator<VectorSchemaRoot> results;

    Run(RunContext context) {
      this.context = context;
    }

    @Override
    protected void process(Batch batch) {
      lent = new LentBatch(Doors.toRoot(batch, context.allocator()));
      VectorSchemaRoot root = lent.root();
      results = UserCode.call(name, () -> function.apply(root));
      if (results == null) {
        release();
      }
    }

    @Override
    protected void more() {
      while (results != null) {
        Iterator<VectorSchemaRoot> asked = results;
        if (!UserCode.call(name, asked::hasNext)) {
          release();
          return;
        }
        VectorSchemaRoot result = UserCode.call(name, asked::next);
        if (result != null && lent.receive(result, schema, name) instanceof Batch batch) {
          emit(batch);
          return;
        }
      }
    }

    @Override
    protected void release() {
      try (LentBatch input = lent;
          AutoCloseable opened = results instanceof AutoCloseable closeable ? closeable : null) {
        lent = null;
        results = null;
      } catch (Exception failure) {
        throw UserCode.failed(name, failure);
      }
    }
  }
}
