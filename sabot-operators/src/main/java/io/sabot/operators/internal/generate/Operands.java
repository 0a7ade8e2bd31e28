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

  /** Values of columns. */
  final MemorySegment[] columns;

  /** Rows of columns that are not null; untouched by loops for rows without nulls. */
  final MemorySegment[] validities;

  /** Values of outputs, by sink. */
  final MemorySegment[] results;

  /** Rows of outputs that are not null, by sink. */
  final MemorySegment[] bitmaps;

  /** Bits of numbers. */
  final long[] constants;

  /** Integers that sinks give, {@link Frame#STRIDE} each. */
  final long[] longs;

  /** What sinks give as a double, one each. */
  final double[] doubles;

  /** When a loop goes into a step. */
  int gate = WHERE_ROWS_ARE_LEFT;

  /** Operands of a template; what is read and written is set later. */
  Operands(Template template, long[] constants) {
    int sinks = template.sinks().size();
    this.columns = new MemorySegment[template.columns().size()];
    this.validities = new MemorySegment[columns.length];
    this.results = new MemorySegment[sinks];
    this.bitmaps = new MemorySegment[sinks];
    this.constants = constants;
    this.longs = new long[sinks * Frame.STRIDE];
    this.doubles = new double[sinks];
  }
}
