package io.sabot.operators.internal.generate;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.expression.BoundExpression;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Columns in the making, one per output of a loop. What is not taken is freed. */
final class Outputs implements AutoCloseable {
  private final List<Output> outputs = new ArrayList<>();
  private final BufferAllocator allocator;
  private final int length;

  Outputs(List<BoundExpression> expressions, int length, BufferAllocator allocator) {
    this.allocator = allocator;
    this.length = length;
    try {
      expressions.forEach(expression -> outputs.add(new Output(expression)));
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  BlockLoop.Result[] results() {
    return outputs.toArray(BlockLoop.Result[]::new);
  }

  /** The finished columns, which pass to the caller. */
  List<Column> columns() {
    List<Column> columns = outputs.stream().map(Output::column).toList();
    outputs.clear();
    return columns;
  }

  @Override
  public void close() {
    outputs.forEach(Output::free);
    outputs.clear();
  }

  private final class Output implements BlockLoop.Result {
    private final Field field;
    private final int width;
    private final ArrowBuf values;
    private final ArrowBuf validity;

    Output(BoundExpression expression) {
      field = new Field("", FieldType.nullable(expression.type()), null);
      boolean bits = Layout.of(expression.type()) == Layout.BIT;
      width = bits ? 0 : Layout.width(expression.type());
      values =
          Memory.allocate(
              allocator, Math.max(8, bits ? Bitmaps.bytes(length) : (long) length * width));
      try {
        validity =
            expression.nullable()
                ? Memory.allocate(allocator, Math.max(8, Bitmaps.bytes(length)))
                : allocator.getEmpty();
      } catch (Throwable failure) {
        values.getReferenceManager().release();
        throw failure;
      }
    }

    @Override
    public MemorySegment values(int start, int rows) {
      return Block.part(Memory.segment(values), width, start, rows);
    }

    @Override
    public MemorySegment bitmap(int start, int rows) {
      return validity.capacity() == 0
          ? MemorySegment.NULL
          : Block.part(Memory.segment(validity), 0, start, rows);
    }

    Column column() {
      return Column.of(field, length, validity, values);
    }

    void free() {
      values.getReferenceManager().release();
      validity.getReferenceManager().release();
    }
  }
}
