package io.sabot.operators.internal.join;

import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.Chunks;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Lays the build rows side by side where there are so many that their values lie far apart, once
 * enough of them have been looked up for it to pay. Those who look up do it, a few pieces each
 * time.
 */
final class NearRows implements AutoCloseable {
  /** For fewer probe rows than one in so many build rows, those are not laid side by side. */
  private static final int PROBES = 32;

  /** Pieces laid at a time: a run that is cancelled stops soon. */
  private static final int PIECES = 16;

  private final Chunks chunks;
  private final List<Integer> columns;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final AtomicLong probed = new AtomicLong();
  private volatile boolean stored;
  private volatile @Nullable RowStore store;

  /**
   * Of rows that stay with the caller.
   *
   * @param columns the ordinals of those that pairs need
   */
  NearRows(
      Chunks chunks, List<Integer> columns, BufferAllocator allocator, Reservation reservation) {
    this.chunks = chunks;
    this.columns = columns;
    this.allocator = allocator;
    this.reservation = reservation;
  }

  /** Lays some more, now that so many rows more are to be looked up. Any thread may. */
  void lay(int probes) {
    if (chunks.rows() <= BuildSide.WORTH_UNITING) {
      return;
    }
    if (probed.addAndGet(probes) > chunks.rows() / PROBES) {
      RowStore open = store();
      for (int i = 0; open != null && i < PIECES && open.help(); i++) {}
    }
  }

  private @Nullable RowStore store() {
    RowStore open = store;
    if (open != null || stored) {
      return open;
    }
    synchronized (this) {
      if (!stored) {
        store = RowStore.of(chunks, columns, allocator, reservation);
        stored = true;
      }
      return store;
    }
  }

  /** The rows laid side by side; null where they are not, or not all of them yet. */
  @Nullable RowStore rows() {
    RowStore open = store;
    return open != null && open.isReady() ? open : null;
  }

  @Override
  public void close() {
    RowStore open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }
}
