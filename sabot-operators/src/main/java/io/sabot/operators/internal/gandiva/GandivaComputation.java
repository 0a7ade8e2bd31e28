package io.sabot.operators.internal.gandiva;

import io.sabot.batch.Column;
import io.sabot.batch.NullColumn;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.operators.internal.expression.Delegate;
import io.sabot.operators.internal.kernel.DecimalBounds;
import java.util.List;
import org.apache.arrow.gandiva.exceptions.GandivaException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Runs native code over the buffers of columns, which are lent and not copied. */
final class GandivaComputation implements Delegate.Computation {
  private final NativeProjector projector;
  private final List<BoundColumn> inputs;
  private final Field field;
  private boolean closed;

  GandivaComputation(NativeProjector projector, List<BoundColumn> inputs, ArrowType type) {
    this.projector = projector;
    this.inputs = List.copyOf(inputs);
    this.field = Field.nullable("", type);
  }

  @Override
  public List<BoundColumn> inputs() {
    return inputs;
  }

  /** A decimal of more digits than its type has would pass through unnoticed. */
  @Override
  public boolean takes(List<Column> columns, int length) {
    for (Column column : columns) {
      if (column.field().getType() instanceof ArrowType.Decimal type
          && column.dictionary() == null
          && !DecimalBounds.hold(
              column.segment(1), column.validity(), type.getPrecision(), length)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Column compute(String where, List<Column> columns, int length, BufferAllocator allocator) {
    if (length == 0) {
      return NullColumn.of(field, 0, allocator);
    }
    ArrowType type = projector.key().trees().getFirst().type();
    try (LentBuffers lent = LentBuffers.of(columns, length, allocator);
        ResultVector result = ResultVector.of(type, length, lent.textBytes(), allocator)) {
      if (!projector.evaluate(length, lent.buffers(), List.of(result.vector()))) {
        throw GandivaDelegate.ending(where);
      }
      return result.column(field);
    } catch (GandivaException failure) {
      throw GandivaDelegate.failed(where, "must run in Gandiva", failure);
    }
  }

  /** The native code goes back once, for others may have it then. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Projectors.giveBack(projector);
    }
  }
}
