package io.sabot.operators.internal.kernel;

/**
 * Copies rows that stand behind one another in the input so that those which come near each other
 * in the result lie near each other, too.
 */
public interface RowMover {
  /** All rows stay where they are. */
  RowMover NONE = (block, ids) -> false;

  /**
   * Copies the rows of a block in this order; any thread may call, once for each block.
   *
   * @return false where they stay where they are
   */
  boolean move(int block, long[] ids);
}
