package io.sabot.operators.internal.generate;

import java.lang.foreign.MemorySegment;

/**
 * What a generated class implements: the same loop in its forms. Columns, bitmaps and results begin
 * at row 0 and reach at least to the last row. Each method gives whether a row that matters failed:
 * what it wrote is worthless then.
 */
interface Loop {
  /**
   * Rows of a block without nulls, a vector at a time.
   *
   * @param columns values
   * @param validities bitmaps of rows that are not null; untouched where there are no nulls
   * @param results values of outputs, by sink
   * @param bitmaps rows of outputs that are not null, by sink
   * @param constants bits of numbers
   * @param longs integers that sinks give, {@link Frame#STRIDE} each
   * @param doubles what sinks give as a double, one each
   * @param from the first row, a multiple of {@link Shape#step}
   * @param to behind the last row, a multiple as well
   */
  boolean denseVector(
      MemorySegment[] columns,
      MemorySegment[] validities,
      MemorySegment[] results,
      MemorySegment[] bitmaps,
      long[] constants,
      long[] longs,
      double[] doubles,
      int from,
      int to);

  /** As {@link #denseVector} where there are nulls. */
  boolean maskedVector(
      MemorySegment[] columns,
      MemorySegment[] validities,
      MemorySegment[] results,
      MemorySegment[] bitmaps,
      long[] constants,
      long[] longs,
      double[] doubles,
      int from,
      int to);

  /** As {@link #denseVector}, a row at a time, and up to any row. */
  boolean denseScalar(
      MemorySegment[] columns,
      MemorySegment[] validities,
      MemorySegment[] results,
      MemorySegment[] bitmaps,
      long[] constants,
      long[] longs,
      double[] doubles,
      int from,
      int to);

  /** As {@link #denseScalar} where there are nulls. */
  boolean maskedScalar(
      MemorySegment[] columns,
      MemorySegment[] validities,
      MemorySegment[] results,
      MemorySegment[] bitmaps,
      long[] constants,
      long[] longs,
      double[] doubles,
      int from,
      int to);
}
