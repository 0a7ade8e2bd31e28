package io.sabot.operators.internal.group;

import io.sabot.batch.RowIds;

/** What groups write down of the rows that they take, until they take the next ones. */
final class GroupScratch {
  /** Rows that are the first of their group. */
  final RowIds added = new RowIds(8);

  private int[] ids = {};

  /** Room for the group of each row. */
  int[] ids(int rows) {
    ids = ids.length < rows ? new int[rows] : ids;
    return ids;
  }
}
