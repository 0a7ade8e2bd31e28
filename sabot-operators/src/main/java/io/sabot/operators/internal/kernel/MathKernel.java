package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** A function of one number over a column; what lies in null slots is computed, too. */
@FunctionalInterface
public interface MathKernel {
  /** Computes so many rows. */
  void apply(MemorySegment from, int length, MemorySegment to);
}
