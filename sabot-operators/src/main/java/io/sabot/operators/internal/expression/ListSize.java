package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.TextKernels;
import java.lang.foreign.MemorySegment;

/** {@code size}: elements of lists of any layout, entries of maps. */
record ListSize(Node list) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand lists = list.evaluate(frame)) {
      if (lists.isNull()) {
        return Results.nothing(frame, Types.INT32);
      }
      try (Building out = new Building(frame, lists)) {
        out.validIn(lists);
        write(lists.column(), out.buffer(4L * out.length()));
        return out.finish(Types.INT32);
      }
    }
  }

  private static void write(Column lists, MemorySegment to) {
    switch (lists.layout()) {
      case LIST -> TextKernels.byteLengths(lists.segment(1), 4, lists.length(), to);
      case LARGE_LIST -> TextKernels.byteLengths(lists.segment(1), 8, lists.length(), to);
      default -> {
        Spans spans = Spans.of(lists);
        for (int row = 0; row < lists.length(); row++) {
          to.set(Memory.INT, (long) row << 2, spans.size(row));
        }
      }
    }
  }

  @Override
  public void close() {
    list.close();
  }
}
