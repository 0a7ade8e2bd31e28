package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.warm.WarmUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a loop is to stand in for the kernels. It is made, and warmed, when enough rows
 * have come by that it pays. Once it is compiled it gets some batches, and stays if it takes less
 * time for a row than the kernels took: a loop that the just-in-time compiler gives up on, or that
 * computes what kernels never come to, does not.
 */
final class Trial {
  /** Rows, of all runs together, before a loop is made: making it takes some 100 ms of a core. */
  static final long WORTH = 1 << 20;

  /** Rows after which a loop that has lost gets another chance: data may have changed. */
  private static final long AGAIN = 1 << 28;

  /** Batches by which a loop is judged. */
  private static final int BATCHES = 8;

  /** Of fewer rows, times say little. */
  private static final int LEAST_ROWS = 256;

  private static final int ATTEMPTS = 3;

  private enum State {
    /** The kernels do the work, and the loop is not compiled. */
    WAITING,
    /** The loop is compiled, and does the work for a while. */
    TRYING,
    WON,
    LOST
  }

  private final Loops loops;
  private final boolean nulls;
  private State state = State.WAITING;

  /** Since the last change of state. */
  private long rows;

  private int batches;
  private int attempts;

  /** What is warmed: a key for {@link WarmUp}. */
  private Object attempt = new Object();

  /** The best of either so far, in nanoseconds per row. */
  private double kernels = Double.POSITIVE_INFINITY;

  private double loop = Double.POSITIVE_INFINITY;

  Trial(Loops loops, boolean nulls) {
    this.loops = loops;
    this.nulls = nulls;
  }

  /**
   * The loops, or null as long as the kernels are to do the work.
   *
   * @param more rows that come by
   */
  synchronized @Nullable List<LoopClass> choice(int more) {
    rows += more;
    if (state == State.WAITING && rows >= WORTH) {
      WarmUp.start(attempt, this::warm);
    } else if (state == State.LOST && rows >= AGAIN) {
      become(State.TRYING);
    }
    return state == State.TRYING || state == State.WON ? loops.now() : null;
  }

  private void become(State next) {
    state = next;
    rows = 0;
    batches = 0;
    loop = Double.POSITIVE_INFINITY;
    attempt = new Object();
  }

  /** Takes how long the kernels took for rows. */
  synchronized void kernelsTook(int rows, long nanos) {
    if (rows >= LEAST_ROWS) {
      kernels = Math.min(kernels, (double) nanos / rows);
    }
  }

  /** Takes how long the loop took for rows. */
  synchronized void loopTook(int rows, long nanos) {
    if (state == State.TRYING && rows >= LEAST_ROWS) {
      loop = Math.min(loop, (double) nanos / rows);
      if (++batches == BATCHES) {
        become(loop < kernels ? State.WON : ++attempts < ATTEMPTS ? State.WAITING : State.LOST);
      }
    }
  }

  /** On the thread that warms. */
  private void warm() {
    List<LoopClass> made = loops.now();
    boolean compiled = made != null && loops.compile(made, nulls);
    synchronized (this) {
      if (compiled) {
        become(State.TRYING);
      } else if (made != null) {
        become(State.WAITING);
      }
    }
  }
}
