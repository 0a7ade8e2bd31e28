package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.batch.Lender;
import io.sabot.batch.SchemaCheck;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Runs {@link BatchOperator#processBatch} on each batch, and cleans up after it. */
public final class ProcessBatchRun extends UnaryRun {
  private final BatchOperator operator;
  private final RunContext context;
  private final Schema declared;

  /** A run whose every output batch must have the declared schema. */
  public ProcessBatchRun(BatchOperator operator, RunContext context, Schema declared) {
    this.operator = operator;
    this.context = context;
    this.declared = declared;
  }

  @Override
  protected void process(Batch batch) {
    VectorSchemaRoot lent = Doors.toRoot(batch, context.allocator());
    // Closing a vector twice is harmless, so vectors that input and output share need no care: the
    // batch below holds their memory by references of its own.
    try (lent) {
      VectorSchemaRoot result = UserCode.call(operator.name(), () -> operator.processBatch(lent));
      if (result != null) {
        emit(own(result, declared, operator.name()));
      }
    }
  }

  /** Takes over a root from a user's function and holds it to its declared schema. */
  public static Batch own(VectorSchemaRoot result, Schema declared, String where) {
    return conform(Doors.own(result, Lender.givingAway(where)), declared, where);
  }

  /** The batch under its declared schema; spends it, also where it differs and is refused. */
  public static Batch conform(Batch batch, Schema declared, String where) {
    String difference = SchemaCheck.difference(declared, batch.schema());
    if (difference != null) {
      batch.close();
      throw Problem.at(where, ErrorCode.SCHEMA_MISMATCH)
          .rule("every batch must have the declared schema")
          .but(difference)
          .cure("declare the schema that the batches have, or build them with the declared one")
          .run();
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < batch.columns().size(); i++) {
      columns.add(batch.column(i).renamed(declared.getFields().get(i)));
    }
    batch.close();
    return batch.withColumns(declared, columns);
  }
}
