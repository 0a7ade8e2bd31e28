package io.sabot.operators.internal.group;

import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;

/**
 * Lets rows into groups in steps of which it is known before that memory has room for them: a step
 * that is begun is not refused half way. What runs side by side have begun is counted together.
 * Thread-safe.
 */
final class GroupMemory implements AutoCloseable {
  /**
   * Tables and buffers double, and stand beside their successors meanwhile; to be written, lists of
   * values are put in order, which takes as much again.
   */
  private static final double GROWTH = 2.5;

  private final Reservation asked;
  private final Reservation deferred;
  private long begun;

  GroupMemory(RunContext context) {
    asked = context.reserve("groups to come");
    deferred = context.reserve("groups to come");
  }

  /** What takes rows, and what can be done where there is no room for them. */
  interface Taker {
    /** Bytes that groups hold which {@link #giveBack} would free. */
    long held();

    /** What so many rows add at most, before anything doubles. */
    long added(int rows);

    /** Takes rows {@code from} to {@code from + count}. */
    void take(int from, int count);

    /** Writes groups to disk; false where that frees nothing worth the while. */
    boolean giveBack();
  }

  /** Hands over all rows, as many at a time as there is room for. */
  void feed(int rows, Taker taker) {
    int size = rows;
    for (int from = 0; from < rows; ) {
      int count = Math.min(size, rows - from);
      long grown = (long) (taker.held() * GROWTH);
      long added = taker.added(count);
      if (begin(grown + added)) {
        try {
          taker.take(from, count);
        } finally {
          end(grown + added);
        }
        from += count;
      } else if (count > 1 && added > grown) {
        size = count / 2;
      } else if (!taker.giveBack()) {
        // A single group is all there is: it is refused where it really has no room.
        taker.take(from, count);
        from += count;
      }
    }
  }

  /** Whether groups that hold so much can be finished where they are. */
  boolean canFinish(long held) {
    boolean fits = begin(held);
    if (fits) {
      end(held);
    }
    return fits;
  }

  /**
   * Reserves what rows that wait may become; false where then less than as much again would be left
   * beside what has begun.
   */
  synchronized boolean defer(long bytes) {
    long all = begun + deferred.bytes() + bytes;
    if (!asked.tryGrow(all)) {
      return false;
    }
    asked.shrink(all);
    return deferred.tryGrow(bytes);
  }

  /** Rows that waited wait no more. */
  void settle(long bytes) {
    deferred.shrink(bytes);
  }

  private synchronized boolean begin(long bytes) {
    long all = begun + bytes;
    if (!asked.tryGrow(all)) {
      return false;
    }
    asked.shrink(all);
    begun = all;
    return true;
  }

  private synchronized void end(long bytes) {
    begun -= bytes;
  }

  @Override
  public void close() {
    asked.close();
    deferred.close();
  }
}
