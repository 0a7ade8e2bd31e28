package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.warm.WarmUp;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a loop is to stand in for the kernels. It is made, and warmed, when enough rows
 * have come by that it pays, and used once it is measured to take less time for a row than the
 * kernels took: loops that the just-in-time compiler has not come to, or gives up on, never are.
 */
final class Trial {
  /** Rows, of all runs together, before a loop is made: making it takes some 100 ms of a core. */
  static final long WORTH = 1 << 20;

  private static final int ATTEMPTS = 8;

  private final LoopEntry entry;
  private final boolean nulls;
  private final AtomicLong rows = new AtomicLong();
  private volatile @Nullable LoopClass winner;

  /** The best of the kernels so far, in nanoseconds per row. */
  private volatile double kernels = Double.POSITIVE_INFINITY;

  /** What is warmed at a time: a key for {@link WarmUp}. */
  private volatile Object attempt = new Object();

  /** On the thread that warms only. */
  private @Nullable Warming warming;

  /** On the thread that warms only. */
  private int attempts;

  Trial(LoopEntry entry, boolean nulls) {
    this.entry = entry;
    this.nulls = nulls;
  }

  /**
   * The loop, or null as long as the kernels are to do the work.
   *
   * @param more rows that come by
   */
  @Nullable LoopClass winner(int more) {
    LoopClass ready = winner;
    if (ready == null && rows.addAndGet(more) >= WORTH) {
      WarmUp.start(attempt, this::round, this::ready);
    }
    return ready;
  }

  /** Takes how long the kernels took for rows; of few rows, it says nothing. */
  void kernelsTook(int rows, long nanos) {
    if (rows >= Block.ROWS) {
      kernels = Math.min(kernels, (double) nanos / rows);
    }
  }

  private void round() {
    Warming rounds = warming;
    if (rounds == null) {
      LoopClass made = entry.now();
      if (made == null) {
        return;
      }
      rounds = new Warming(entry.template(), made, nulls);
      warming = rounds;
    }
    rounds.round();
  }

  /** A loop that lost may win when the compiler has had more time: the next rows bring it back. */
  private void ready() {
    Warming done = warming;
    if (done == null) {
      return;
    }
    warming = null;
    attempts++;
    if (done.nanosPerRow() < kernels) {
      winner = entry.now();
    } else if (attempts < ATTEMPTS) {
      attempt = new Object();
    }
  }
}
