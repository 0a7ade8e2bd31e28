package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Finds the ranks between which a quantile of a group lies. Those of one group are copied side by
 * side for that, into memory that no budget counts; where they are many, a {@link RankSearch} looks
 * at them where they lie.
 */
final class RankedWords implements AutoCloseable {
  /** Words that are copied at most: 8 MiB. */
  private static final int MOST_COPIED = 1 << 20;

  /** Words that are shown to a search at a time. */
  private static final int STEP = 2048;

  private final GroupedWords values;
  private final double fraction;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final ArrowBuf buffer;
  private final MemorySegment copy;
  private final RankSelection selection;
  private final GroupedWords.Taker copying = this::copy;
  private int copied;
  private long below;
  private long above;
  private double part;

  /** For some groups, one after the other. */
  RankedWords(
      GroupedWords values,
      double fraction,
      int first,
      int count,
      BufferAllocator allocator,
      Reservation reservation) {
    this.values = values;
    this.fraction = fraction;
    this.allocator = allocator;
    this.reservation = reservation;
    int most = 0;
    for (int group = first; group < first + count; group++) {
      most = Math.max(most, values.count(group));
    }
    this.buffer = Memory.allocate(allocator, (long) Math.min(most, MOST_COPIED) << 3);
    this.copy = Memory.segment(buffer);
    this.selection = new RankSelection(copy);
  }

  /** Looks at a group; false where it has no words. */
  boolean find(int group) {
    int count = values.count(group);
    if (count > MOST_COPIED) {
      search(group);
    } else if (count > 0) {
      select(group, count);
    }
    return count > 0;
  }

  private void select(int group, int count) {
    copied = 0;
    values.each(group, copying);
    double place = fraction * (count - 1);
    int at = (int) place;
    part = place - at;
    below = selection.select(0, count, at);
    above = part == 0 ? below : selection.least(at + 1, count);
  }

  private void copy(MemorySegment segment, long from, int count) {
    MemorySegment.copy(segment, from, copy, (long) copied << 3, (long) count << 3);
    copied += count;
  }

  private void search(int group) {
    try (RankSearch search = new RankSearch(fraction, allocator, reservation)) {
      Showing showing = new Showing(search);
      do {
        values.each(group, showing);
        showing.end();
      } while (search.asksAgain());
      below = search.below();
      above = search.above();
      part = search.part();
    }
  }

  /** Shows a search words in larger steps than they lie side by side. */
  private static final class Showing implements GroupedWords.Taker {
    private final RankSearch search;
    private final long[] ranks = new long[STEP];
    private int size;

    Showing(RankSearch search) {
      this.search = search;
    }

    @Override
    public void take(MemorySegment segment, long from, int count) {
      if (size + count > STEP) {
        end();
      }
      MemorySegment.copy(segment, Memory.LONG, from, ranks, size, count);
      size += count;
    }

    void end() {
      search.take(ranks, size);
      size = 0;
    }
  }

  /** The rank at the quantile or right below it. */
  long below() {
    return below;
  }

  /** The next one in order. */
  long above() {
    return above;
  }

  /** How far the quantile lies from the one to the other, from 0 to 1. */
  double part() {
    return part;
  }

  @Override
  public void close() {
    buffer.getReferenceManager().release();
  }
}
