package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.internal.run.ProcessBatchRun;
import io.sabot.internal.run.UserCode;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Puts the result of a user's function in the place of each batch. The function sees batches as
 * they are cut upstream, dense and decoded, never an empty one, one thread at a time; it is lent
 * each of them ({@link BatchFunction}). A result of another schema than the declared one is an
 * error.
 *
 * @param name what errors and {@code explain()} call it
 * @param schema the schema of every result
 * @param function what computes a batch
 * @param properties what is declared of the function: {@link OperatorProperties#ROW_INDEPENDENT}
 *     where it may run on parts of a batch, on several threads at once
 */
public record MapBatches(
    String name, Schema schema, BatchFunction function, OperatorProperties properties)
    implements BatchOperator {

  /** A function of which nothing is declared: one batch after the other. */
  public MapBatches(String name, Schema schema, BatchFunction function) {
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

    Run(RunContext context) {
      this.context = context;
    }

    @Override
    protected void process(Batch batch) {
      // Closing a vector twice is harmless, and what is emitted holds references of its own:
      // vectors
      // that stand in both the lent and the returned root need no care.
      try (VectorSchemaRoot lent = Doors.toRoot(batch, context.allocator())) {
        VectorSchemaRoot result = UserCode.call(name, () -> function.apply(lent));
        if (result != null) {
          emit(ProcessBatchRun.own(result, schema, name));
        }
      }
    }
  }
}
