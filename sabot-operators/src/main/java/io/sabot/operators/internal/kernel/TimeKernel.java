package io.sabot.operators.internal.kernel;

/**
 * A function of times and counts that gives a number or, counted in its unit, a time. Immutable.
 */
public interface TimeKernel {
  /** Gives a result for each row, or marks it as failed. */
  void apply(TimeChunk chunk, long[] results);
}
