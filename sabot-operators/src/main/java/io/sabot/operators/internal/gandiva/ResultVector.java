package io.sabot.operators.internal.gandiva;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** A vector that native code writes into, and the column it becomes. */
record ResultVector(FieldVector vector, int rows) implements AutoCloseable {
  /** Room for all rows; that of text grows when it is too small. */
  static ResultVector of(ArrowType type, int rows, long textBytes, BufferAllocator allocator) {
    FieldVector vector = Field.nullable("result", type).createVector(allocator);
    try {
      allocate(vector, rows, textBytes);
      return new ResultVector(vector, rows);
    } catch (Throwable failure) {
      vector.close();
      throw failure;
    }
  }

  private static void allocate(FieldVector vector, int rows, long textBytes) {
    // Native code writes bitmaps by words.
    int room = rows + 63 & -64;
    switch (vector) {
      case BaseVariableWidthVector text -> {
        text.allocateNew(Math.max(8, textBytes), room);
        // All offsets are about to be written: none needs to be filled in.
        text.setLastSet(rows - 1);
      }
      case BaseFixedWidthVector fixed -> fixed.allocateNew(room);
      default -> throw new IllegalStateException("no room for " + vector.getField());
    }
  }

  /** The result under its field; passes to the caller. */
  Column column(Field field) {
    List<ArrowBuf> buffers = new ArrayList<>();
    buffers.add(Memory.share(vector.getValidityBuffer()));
    if (vector instanceof BaseVariableWidthVector) {
      buffers.add(Memory.share(vector.getOffsetBuffer()));
    }
    buffers.add(Memory.share(vector.getDataBuffer()));
    return Column.of(field, rows, buffers.toArray(new ArrowBuf[0]));
  }

  @Override
  public void close() {
    vector.close();
  }
}
