package io.sabot.operators.internal.join;

import io.sabot.batch.RowIds;

/** Walks the build rows that no probe row had the key of, in their order. */
final class Unmatched {
  private final BuildSide build;
  private final RowIds rows = new RowIds(8);
  private int chunk;
  private int within;
  private int row;

  Unmatched(BuildSide build) {
    this.build = build;
  }

  /** The next rows, up to {@code limit}; none at the end. */
  RowIds next(int limit) {
    rows.clear();
    while (chunk < build.chunks().pieces().size() && rows.size() < limit) {
      int length = build.chunks().pieces().get(chunk).length();
      for (; within < length && rows.size() < limit; within++, row++) {
        if (!build.matched(row)) {
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
