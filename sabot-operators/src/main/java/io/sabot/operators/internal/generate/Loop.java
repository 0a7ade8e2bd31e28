package io.sabot.operators.internal.generate;

/**
 * What a generated class implements: the same loop in its forms. Each method gives whether a row
 * that matters failed: what it wrote is worthless then.
 */
interface Loop {
  /**
   * Rows of a block without nulls, a vector at a time.
   *
   * @param from the first row, a multiple of {@link Shape#step}
   * @param to behind the last row, a multiple as well
   */
  boolean denseVector(Operands operands, int from, int to);

  /** As {@link #denseVector} where there are nulls. */
  boolean maskedVector(Operands operands, int from, int to);

  /** As {@link #denseVector}, a row at a time, and up to any row. */
  boolean denseScalar(Operands operands, int from, int to);

  /** As {@link #denseScalar} where there are nulls. */
  boolean maskedScalar(Operands operands, int from, int to);
}
