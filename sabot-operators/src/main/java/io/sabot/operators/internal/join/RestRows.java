package io.sabot.operators.internal.join;

import io.sabot.batch.RowIds;
import io.sabot.plan.Plan.JoinKind;

/**
 * Walks the build rows that come out at the end, in their order: those without a pair; of a semi
 * join, those with one.
 */
final class RestRows {
  private final BuildSide build;
  private final boolean wanted;
  private final RowIds rows = new RowIds(8);
  private int chunk;
  private int within;
  private int row;

  RestRows(JoinKind kind, BuildSide build) {
    this.build = build;
    this.wanted = kind == JoinKind.SEMI;
  }

  /** The next rows, up to {@code limit}; none at the end. */
  RowIds next(int limit) {
    rows.clear();
    while (chunk < build.chunks().pieces().size() && rows.size() < limit) {
      int length = build.chunks().pieces().get(chunk).length();
      for (; within < length && rows.size() < limit; within++, row++) {
        if (build.matched(row) == wanted) {
          rows.add(RowIds.id(chunk, within));
        }
      }
      if (within == length) {
        chunk++;
        within = 0;
      }
    }
    return rows;
  }
}
