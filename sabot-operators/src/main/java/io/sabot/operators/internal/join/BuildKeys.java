package io.sabot.operators.internal.join;

import io.sabot.batch.Column;
import io.sabot.operator.KeyFilter;
import io.sabot.source.ColumnBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The keys of a finished build side, for those who can leave rows out before they come to it. */
final class BuildKeys implements KeyFilter {
  /** So many rows are looked at before a filter is judged. */
  private static final long TRIAL = 1 << 15;

  /** A filter that keeps more of them costs more than it saves. */
  private static final double WORTH = 0.75;

  private final BuildSide build;
  private final List<@Nullable KeyRange> ranges = new ArrayList<>();
  private final int[] ordinals;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private volatile boolean pays = true;

  /** Of rows that stay with the caller, by the ordinals of their keys. */
  BuildKeys(BuildSide build, int[] ordinals) {
    this.build = build;
    this.ordinals = ordinals;
  }

  @Override
  public void find(List<Column> keys, int rows, int[] found) {
    build.lookup().find(keys, rows, found);
  }

  @Override
  public boolean meets(int part, ColumnBounds bounds) {
    KeyRange range = range(part);
    return range == null || range.meets(bounds);
  }

  /** Found when a source asks for it: few do. */
  private synchronized @Nullable KeyRange range(int part) {
    if (ranges.isEmpty()) {
      for (int ordinal : ordinals) {
        ranges.add(KeyRange.of(build.chunks().column(ordinal)));
      }
    }
    return ranges.get(part);
  }

  @Override
  public void note(int rows, int remaining) {
    long all = asked.addAndGet(rows);
    long left = kept.addAndGet(remaining);
    if (all >= TRIAL && left > WORTH * all) {
      pays = false;
    }
  }

  @Override
  public boolean pays() {
    return pays;
  }

  @Override
  public String toString() {
    return "%,d of %,d rows kept%s".formatted(kept.get(), asked.get(), pays ? "" : ", given up");
  }
}
