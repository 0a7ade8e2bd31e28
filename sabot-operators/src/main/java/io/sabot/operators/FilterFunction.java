package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Doors;
import io.sabot.batch.Memory;
import io.sabot.batch.Selection;
import io.sabot.internal.run.UserCode;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.expression.TrueRows;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows for which a function of the whole batch sets a bit; a null bit is not set. The
 * function sees batches as they are cut upstream, one at a time, never an empty one. The batch is
 * lent to it: it is closed when the function has returned or thrown. The vector it returns, of as
 * many values as the batch has rows, passes to the operator.
 *
 * @param name what errors and {@code explain()} call it
 * @param predicate from a batch to a bit per row
 */
public record FilterFunction(String name, Function<VectorSchemaRoot, BitVector> predicate)
    implements BatchOperator {

  /** A function without a name of its own. */
  public FilterFunction(Function<VectorSchemaRoot, BitVector> predicate) {
    this("FilterFunction", predicate);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return inputs.getFirst();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.BATCH_AT_A_TIME.withDensity(Density.SPARSE);
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(predicate, name, context.allocator());
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Run extends UnaryRun {
    private final Function<VectorSchemaRoot, BitVector> predicate;
    private final String where;
    private final BufferAllocator allocator;

    Run(Function<VectorSchemaRoot, BitVector> predicate, String where, BufferAllocator allocator) {
      this.predicate = predicate;
      this.where = where;
      this.allocator = allocator;
    }

    @Override
    protected void process(Batch batch) {
      Batch rows = batch.flat(allocator);
      Selection kept;
      try {
        kept = ask(rows);
      } catch (Throwable failure) {
        rows.close();
        throw failure;
      }
      emit(kept == Selection.ALL ? rows : rows.withSelection(kept));
    }

    private Selection ask(Batch rows) {
      try (VectorSchemaRoot lent = Doors.toRoot(rows.share(), allocator);
          BitVector bits = UserCode.call(where, () -> predicate.apply(lent))) {
        if (bits == null || bits.getValueCount() != rows.length()) {
          throw wrongLength(bits, rows.length());
        }
        return select(bits);
      }
    }

    private Selection select(BitVector bits) {
      int length = bits.getValueCount();
      MemorySegment values = Memory.segment(bits.getDataBuffer());
      MemorySegment validity = Memory.segment(bits.getValidityBuffer());
      boolean noNulls = validity.byteSize() == 0 || Bitmaps.areAllSet(validity, length);
      return TrueRows.select(values, noNulls ? null : validity, length, allocator);
    }

    private RuntimeException wrongLength(@Nullable BitVector bits, int rows) {
      return Problem.at(where, ErrorCode.USER_FUNCTION_FAILED)
          .rule("the predicate must return one bit per row, here " + rows)
          .but(bits == null ? "it returned null" : "it returned " + bits.getValueCount())
          .cure("allocate a BitVector of root.getRowCount() values and call setValueCount")
          .run();
    }
  }
}
