package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * Sums, differences and products that wrap around: the checked kernels, not asked what they saw.
 */
final class JavaWrapping {
  private JavaWrapping() {}

  static void ints(Function function, Operand a, Operand b, int length, MemorySegment to) {
    MemorySegment x = a.values();
    MemorySegment y = b.values();
    if (b.isSingle() && !a.isSingle()) {
      int constant = y.get(Memory.INT, 0);
      switch (function) {
        case JAVA_ADD -> Kernels.INTS.plus(x, constant, length, to);
        case JAVA_SUBTRACT -> Kernels.INTS.minus(x, constant, length, to);
        default -> Kernels.INTS.times(x, constant, length, to);
      }
    } else if (a.isSingle() && !b.isSingle()) {
      int constant = x.get(Memory.INT, 0);
      switch (function) {
        case JAVA_ADD -> Kernels.INTS.plus(y, constant, length, to);
        case JAVA_SUBTRACT -> Kernels.INTS.minus(constant, y, length, to);
        default -> Kernels.INTS.times(y, constant, length, to);
      }
    } else {
      switch (function) {
        case JAVA_ADD -> Kernels.INTS.plus(x, y, length, to);
        case JAVA_SUBTRACT -> Kernels.INTS.minus(x, y, length, to);
        default -> Kernels.INTS.times(x, y, length, to);
      }
    }
  }

  static void longs(Function function, Operand a, Operand b, int length, MemorySegment to) {
    MemorySegment x = a.values();
    MemorySegment y = b.values();
    if (b.isSingle() && !a.isSingle()) {
      long constant = y.get(Memory.LONG, 0);
      switch (function) {
        case JAVA_ADD -> Kernels.LONGS.plus(x, constant, length, to);
        case JAVA_SUBTRACT -> Kernels.LONGS.minus(x, constant, length, to);
        default -> Kernels.LONGS.times(x, constant, length, to);
      }
    } else if (a.isSingle() && !b.isSingle()) {
      long constant = x.get(Memory.LONG, 0);
      switch (function) {
        case JAVA_ADD -> Kernels.LONGS.plus(y, constant, length, to);
        case JAVA_SUBTRACT -> Kernels.LONGS.minus(constant, y, length, to);
        default -> Kernels.LONGS.times(y, constant, length, to);
      }
    } else {
      switch (function) {
        case JAVA_ADD -> Kernels.LONGS.plus(x, y, length, to);
        case JAVA_SUBTRACT -> Kernels.LONGS.minus(x, y, length, to);
        default -> Kernels.LONGS.times(x, y, length, to);
      }
    }
  }
}
