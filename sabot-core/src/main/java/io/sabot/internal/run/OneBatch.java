package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.batch.Take;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Runs an operator on a single batch, without a source. */
public final class OneBatch {
  private OneBatch() {}

  /** Takes the batch over; the result, null where there are no rows, passes to the caller. */
  public static @Nullable VectorSchemaRoot process(BatchOperator operator, VectorSchemaRoot root) {
    BufferAllocator target = allocatorOf(root);
    Batch batch = Doors.own(root);
    Schema input = batch.schema();
    if (operator.inputs() != 1) {
      batch.close();
      throw Problem.at(operator.name(), ErrorCode.INVALID_ARGUMENT)
          .rule("processBatch takes operators of one input")
          .but("this one has " + operator.inputs())
          .cure("call iterator(left, right) with one source per input")
          .plan();
    }
    RunContext context =
        new RunContext(
            RunOptions.DEFAULTS,
            target,
            new MemoryBudget(Long.MAX_VALUE),
            operator.name(),
            System.nanoTime());
    List<Batch> results = new ArrayList<>();
    try {
      run(operator, context, input, batch, results);
      return results.isEmpty() ? null : Doors.toRoot(one(results, target), target);
    } catch (Throwable failure) {
      results.forEach(Batch::close);
      throw Failures.of(failure, operator, Origin.capture());
    }
  }

  /** Where the batch lives; columns of type null have no memory and no allocator. */
  private static BufferAllocator allocatorOf(VectorSchemaRoot root) {
    for (FieldVector vector : root.getFieldVectors()) {
      if (vector.getAllocator() != null) {
        return vector.getAllocator();
      }
    }
    return RootMemory.root();
  }

  private static void run(
      BatchOperator operator, RunContext context, Schema input, Batch batch, List<Batch> results) {
    Batch waiting = batch;
    try (OperatorRun run = operator.open(context, List.of(input))) {
      waiting = null;
      if (batch.rowCount() > 0) {
        run.push(0, batch);
        drain(run, results);
      } else {
        batch.close();
      }
      run.finish(0);
      drain(run, results);
    } finally {
      if (waiting != null) {
        waiting.close();
      }
    }
  }

  private static void drain(OperatorRun run, List<Batch> results) {
    while (true) {
      Step step = run.poll();
      if (step instanceof Step.Emit(Batch batch)) {
        results.add(batch);
      } else if (!(step instanceof Step.Pass)) {
        return;
      }
    }
  }

  private static Batch one(List<Batch> results, BufferAllocator allocator) {
    if (results.size() == 1) {
      return results.removeFirst();
    }
    for (int i = 0; i < results.size(); i++) {
      // Flattening spends a batch, also where it fails: what is closed again then is closed twice.
      results.set(i, results.get(i).flat(allocator));
    }
    Schema schema = results.getFirst().schema();
    int rows = results.stream().mapToInt(Batch::rowCount).sum();
    Batch joined = Batch.of(schema, joinedColumns(schema.getFields(), results, allocator), rows);
    results.forEach(Batch::close);
    results.clear();
    return joined;
  }

  private static List<Column> joinedColumns(
      List<Field> fields, List<Batch> parts, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < fields.size(); i++) {
        int ordinal = i;
        List<Column> chunks = parts.stream().map(part -> part.column(ordinal)).toList();
        columns.add(Take.concatenate(fields.get(i), chunks, allocator));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }
}
