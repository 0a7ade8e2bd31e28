package io.sabot.operators.internal.expression;

/** A compiled expression. */
interface Node extends AutoCloseable {
  /**
   * Its value for the rows of a frame; passes to the caller. At least one row is active; what
   * inactive rows get is undefined.
   */
  Operand evaluate(Frame frame);

  /**
   * As {@link #evaluate}, for a result that leaves as it is: it may be dictionary-encoded, because
   * no kernel looks at it.
   */
  default Operand passed(Frame frame) {
    return evaluate(frame);
  }

  /** Frees what was made when it was compiled. */
  @Override
  default void close() {}
}
