package io.sabot.operators.internal.group;

import io.sabot.memory.PressureHook;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets rows into groups in steps of which it is known before that memory has room for them: a step
 * that is begun is not refused half way. What runs side by side have begun is counted together.
 * Thread-safe.
 */
final class GroupMemory implements AutoCloseable {
  /**
   * Tables and buffers double, and stand beside their successors meanwhile. What others may take
   * before a step has ended is the rest.
   */
  private static final double GROWTH = 2.5;

  /** Rows that wait are grouped and written so many at a time, where there is room for that. */
  private static final int ROOM_ROWS = 1 << 14;

  private final Reservation asked;
  private final Reservation waiting;
  private final Reservation room;
  private volatile @Nullable Thread asking;
  private long begun;

  GroupMemory(RunContext context) {
    asked = context.reserve("groups to come");
    waiting = context.reserve("rows that wait");
    room = context.reserve("groups to come");
  }

  /** Says what to do when others ask for what waits. */
  void onPressure(PressureHook hook) {
    waiting.onPressure(hook);
  }

  /**
   * Whether it is this who asks for memory, on this thread: groups are then not written before it
   * is known whether fewer rows would do.
   */
  boolean isAsking() {
    return Thread.currentThread().equals(asking);
  }

  /** What groups of so many bytes take while they grow, beside themselves. */
  static long grown(long held) {
    return (long) (held * GROWTH);
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
      long grown = grown(taker.held());
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
   * Reserves what rows that wait hold, and room for some of them to become groups; false where then
   * less than all of that again would be left beside what has begun.
   *
   * @param bytes what they hold
   * @param most what they become at most
   */
  synchronized boolean defer(long bytes, long most, int rows) {
    long wanted = (long) (most * Math.max(1.0, (double) ROOM_ROWS / rows));
    long more = Math.max(0, wanted - room.bytes());
    long all = begun + waiting.bytes() + bytes + more;
    if (!hasRoom(all)) {
      return false;
    }
    return ask(room, more) && ask(waiting, bytes);
  }

  /** Rows that waited wait no more. */
  void settle(long bytes) {
    waiting.shrink(bytes);
  }

  /** What groups may take that are made of rows that wait and written at once. */
  long room() {
    return room.bytes();
  }

  /** Whether there is room for a step that may take so much; it is {@link #end ended} then. */
  synchronized boolean begin(long bytes) {
    long all = begun + bytes;
    if (!hasRoom(all)) {
      return false;
    }
    begun = all;
    return true;
  }

  private boolean hasRoom(long bytes) {
    asking = Thread.currentThread();
    try {
      return asked.hasRoom(bytes);
    } finally {
      asking = null;
    }
  }

  private boolean ask(Reservation reservation, long bytes) {
    asking = Thread.currentThread();
    try {
      return reservation.tryGrow(bytes);
    } finally {
      asking = null;
    }
  }

  /** A step has ended. */
  synchronized void end(long bytes) {
    begun -= bytes;
  }

  @Override
  public void close() {
    asked.close();
    waiting.close();
    room.close();
  }
}
