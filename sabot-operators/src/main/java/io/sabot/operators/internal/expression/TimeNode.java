package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.TimeChunk;
import io.sabot.operators.internal.kernel.TimeKernel;
import io.sabot.operators.internal.kernel.TimeWindow;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * A function of times and counts over one kernel; null where an argument is.
 *
 * @param type of the result, 32 or 64 bits wide
 * @param text the expression, for messages
 * @param failure what is wrong with rows that the kernel marks
 */
record TimeNode(
    TimeKernel kernel, List<Node> arguments, ArrowType type, String text, Failure failure)
    implements Node {
  /**
   * What rows must hold.
   *
   * @param rule ends in a verb phrase that "does not" denies
   * @param cure what mends it
   */
  record Failure(String rule, String cure) {}

  @Override
  public Operand evaluate(Frame frame) {
    List<Operand> operands = new ArrayList<>();
    try {
      for (Node argument : arguments) {
        operands.add(argument.evaluate(frame));
        if (operands.getLast().isNull()) {
          return Results.nothing(frame, type);
        }
      }
      return evaluate(frame, operands.toArray(Operand[]::new));
    } finally {
      operands.forEach(Operand::close);
    }
  }

  private Operand evaluate(Frame frame, Operand[] operands) {
    try (Building out = new Building(frame, operands);
        Building scratch = Building.rows(frame)) {
      out.validIn(operands);
      MemorySegment ok = scratch.bits();
      Bitmaps.fill(ok, out.length());
      if (!fill(operands, out, ok)) {
        check(frame, operands, out, ok);
      }
      return out.finish(type);
    }
  }

  /** Whether no row failed. */
  private boolean fill(Operand[] operands, Building out, MemorySegment ok) {
    int length = out.length();
    int width = Lane.width(type);
    MemorySegment to = out.buffer((long) width * length);
    TimeChunk chunk = new TimeChunk(length, TimeArguments.windows(operands, length));
    long[] results = new long[Math.min(TimeWindow.ROWS, length)];
    boolean all = true;
    for (int row = 0; row < length; row += TimeWindow.ROWS) {
      chunk.load(row);
      kernel.apply(chunk, results);
      store(results, row, chunk.count(), width, to);
      all &= chunk.settle(ok);
    }
    return all;
  }

  private static void store(long[] results, int first, int count, int width, MemorySegment to) {
    if (width == 8) {
      MemorySegment.copy(results, 0, to, Memory.LONG, (long) first << 3, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to.set(Memory.INT, (long) first + i << 2, (int) results[i]);
    }
  }

  private void check(Frame frame, Operand[] operands, Building out, MemorySegment ok) {
    int row = RowFailure.first(frame, out.valid(), ok, out.length());
    if (row >= 0) {
      List<String> values = new ArrayList<>();
      for (Operand operand : operands) {
        values.add(TextWriting.shown(operand, row));
      }
      throw RowFailure.of(
          frame,
          ErrorCode.ARITHMETIC,
          failure.rule(),
          String.join(", ", values),
          text,
          row,
          failure.cure());
    }
  }

  @Override
  public void close() {
    arguments.forEach(Node::close);
  }
}
