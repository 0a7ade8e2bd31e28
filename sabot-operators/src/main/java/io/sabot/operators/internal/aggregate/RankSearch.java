package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the two ranks between which a quantile lies, among more than memory holds: they are shown
 * again and again, and each time the range is narrowed to one part of a histogram, until all ranks
 * in it are the same or memory holds them.
 */
final class RankSearch implements AutoCloseable {
  private static final int MOST_BITS = 14;
  private static final int FEWEST_BITS = 4;

  /** Of the room there is, others that read beside this need some. */
  private static final int SHARE = 4;

  private final double fraction;
  private final Reservation reservation;
  private final int bits;
  private final GrowingBuffer kept;
  private @Nullable RankHistogram histogram;
  private boolean counted;
  private double part;

  /** The range that is left, how many lie in it, and which of them is sought. */
  private long least = Long.MIN_VALUE;

  private long greatest = Long.MAX_VALUE;
  private long count;
  private long place;

  /** The first rank behind the range. */
  private long behind = Long.MAX_VALUE;

  private int size;
  private long below;
  private long above;

  RankSearch(double fraction, BufferAllocator allocator, Reservation reservation) {
    this.fraction = fraction;
    this.reservation = reservation;
    this.kept = new GrowingBuffer(allocator, reservation);
    this.bits = bits(reservation);
    this.histogram = new RankHistogram(least, greatest, bits);
  }

  /** As many parts as there is room for; few do, too. */
  private static int bits(Reservation reservation) {
    for (int bits = MOST_BITS; bits > FEWEST_BITS; bits -= 2) {
      long bytes = RankHistogram.bytes(bits);
      if (reservation.hasRoom(SHARE * bytes) && reservation.tryGrow(bytes)) {
        return bits;
      }
    }
    reservation.grow(RankHistogram.bytes(FEWEST_BITS));
    return FEWEST_BITS;
  }

  /** Shows some ranks. */
  void take(long[] ranks, int rows) {
    if (histogram != null) {
      histogram.add(ranks, rows);
    } else {
      keep(kept.segment(), ranks, rows);
    }
  }

  private void keep(MemorySegment to, long[] ranks, int rows) {
    int next = size;
    for (int i = 0; i < rows; i++) {
      long rank = ranks[i];
      if (rank >= least && rank <= greatest) {
        to.set(Memory.LONG, (long) next++ << 3, rank);
      }
    }
    size = next;
  }

  /** All were shown: whether they are to be shown once more. */
  boolean asksAgain() {
    RankHistogram known = histogram;
    if (known == null) {
      select();
      return false;
    }
    if (!counted) {
      begin(known.total());
    }
    return count > 0 && narrow(known);
  }

  private void begin(long total) {
    counted = true;
    count = total;
    double exact = fraction * Math.max(0, total - 1);
    place = (long) exact;
    part = exact - place;
  }

  private boolean narrow(RankHistogram known) {
    int found = known.partOf(place);
    place -= known.before(found);
    count = known.count(found);
    behind = Math.min(behind, known.behind(found));
    least = known.first(found);
    greatest = known.last(found);
    if (least == greatest) {
      below = least;
      above = place + 1 < count ? least : behind;
      return false;
    }
    histogram = isKept() ? null : new RankHistogram(least, greatest, bits);
    return true;
  }

  /** Makes room for all ranks of the range, if there is any. */
  private boolean isKept() {
    long bytes = count * Long.BYTES;
    if (count > Integer.MAX_VALUE || !reservation.hasRoom(SHARE * bytes)) {
      return false;
    }
    kept.ensure(bytes);
    return true;
  }

  private void select() {
    RankSelection selection = new RankSelection(kept.segment());
    below = selection.select(0, size, (int) place);
    above = place + 1 < count ? selection.least((int) place + 1, size) : behind;
  }

  /** Whether there is no rank at all. */
  boolean isEmpty() {
    return count == 0;
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
    kept.close();
    reservation.shrink(RankHistogram.bytes(bits));
  }
}
