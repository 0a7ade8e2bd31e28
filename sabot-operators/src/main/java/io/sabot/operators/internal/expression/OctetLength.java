package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.TextKernels;
import java.lang.foreign.MemorySegment;

/** {@code octet_length}: bytes of texts and binary values of any layout. */
record OctetLength(Node value) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = value.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, Types.INT32);
      }
      try (Building out = new Building(frame, a)) {
        out.validIn(a);
        write(a.column(), out.buffer(4L * out.length()));
        return out.finish(Types.INT32);
      }
    }
  }

  private static void write(Column column, MemorySegment to) {
    switch (column.layout()) {
      case VARIABLE -> TextKernels.byteLengths(column.segment(1), 4, column.length(), to);
      case LARGE_VARIABLE -> TextKernels.byteLengths(column.segment(1), 8, column.length(), to);
      case FIXED -> fill(to, Layout.width(column.physicalType()), column.length());
      default -> views(column.segment(1), column.length(), to);
    }
  }

  private static void fill(MemorySegment to, int width, int length) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.INT, (long) row << 2, width);
    }
  }

  /** The length is what a view begins with. */
  private static void views(MemorySegment views, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.INT, (long) row << 2, views.get(Memory.INT, (long) row << 4));
    }
  }

  @Override
  public void close() {
    value.close();
  }
}
