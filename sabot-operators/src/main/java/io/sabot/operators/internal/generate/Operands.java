package io.sabot.operators.internal.generate;

import java.lang.foreign.MemorySegment;

/**
 * What a call of a loop reads and writes. Columns, bitmaps and results begin at row 0 and reach at
 * least to the last row.
 */
final class Operands {
  /** Goes into a step where a condition leaves rows of it. */
  static final int WHERE_ROWS_ARE_LEFT = 1;

  /** Goes past every step, so that the compiler sees that it can happen. */
  static final int NEVER = 0;

  /** Goes into every step. */
  static final int ALWAYS = 2;

  /** One row in so many is many. */
  private static final int MANY = 8;

  /** Lanes of the widest vector. */
  static final int LANES = 16;

  /** Values of columns. */
  final MemorySegment[] columns;

  /** Values of columns of booleans, 64 rows a word. */
  final long[][] bits;

  /** Rows of columns that are not null; untouched by loops for rows without nulls. */
  final long[][] validities;

  /** Rows that the loops before have kept. */
  final long[] rows;

  /** Rows that this loop keeps; it sets bits and clears none. */
  final long[] kept;

  /** Values of outputs, by sink. */
  final MemorySegment[] results;

  /** Rows of outputs that are not null, by sink. */
  final MemorySegment[] bitmaps;

  /** Bits of numbers. */
  final long[] constants;

  /** Rows that took part, by sink. */
  final long[] counts;

  /** Sums of 64-bit integers, or of their lower halves, or extreme ones: {@link #LANES} a sink. */
  final long[] longs;

  /** Sums of upper halves, {@link #LANES} a sink. */
  final long[] uppers;

  /** Extreme 32-bit integers, {@link #LANES} a sink. */
  final int[] ints;

  /** Sums of floats, or extreme ones, {@link #LANES} a sink. */
  final double[] doubles;

  /** Extreme floats of 32 bits, {@link #LANES} a sink. */
  final float[] floats;

  /** When a loop goes into a step. */
  int gate = WHERE_ROWS_ARE_LEFT;

  /**
   * Sets the gate by what was kept of a block: where most steps have a row, asking each of them
   * costs more than the steps that have none.
   */
  void expect(int rows) {
    long kept = 0;
    for (long count : counts) {
      kept = Math.max(kept, count);
    }
    gate = kept * MANY > rows ? ALWAYS : WHERE_ROWS_ARE_LEFT;
  }

  /** Operands of a template; what is read and written is set later. */
  Operands(Template template, long[] constants, long[] rows) {
    this.rows = rows;
    this.kept = new long[rows.length];
    int sinks = template.sinks().size();
    this.columns = new MemorySegment[template.columns().size()];
    this.bits = new long[columns.length][];
    this.validities = new long[columns.length][];
    this.results = new MemorySegment[sinks];
    this.bitmaps = new MemorySegment[sinks];
    this.constants = constants;
    this.counts = new long[sinks];
    this.longs = new long[sinks * LANES];
    this.uppers = new long[sinks * LANES];
    this.ints = new int[sinks * LANES];
    this.doubles = new double[sinks * LANES];
    this.floats = new float[sinks * LANES];
  }
}
