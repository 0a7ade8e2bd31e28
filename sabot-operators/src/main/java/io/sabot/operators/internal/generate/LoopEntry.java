package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.warm.WarmUp;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a template, for all runs of the process. It is made, and warmed, when enough rows
 * have come by that it pays; until then others do the work.
 */
final class LoopEntry {
  /** Rows, of all runs together, before a loop is made: making it takes some 100 ms of a core. */
  static final long WORTH = 1 << 20;

  private static final int ATTEMPTS = 8;

  private final Template template;
  private final AtomicLong rows = new AtomicLong();
  private volatile @Nullable LoopClass warm;
  private @Nullable LoopClass cold;

  /** What is warmed at a time: a key for {@link WarmUp}. */
  private volatile Object attempt = new Object();

  /** On the thread that warms only. */
  private @Nullable Warming warming;

  /** On the thread that warms only. */
  private int attempts;

  LoopEntry(Template template) {
    this.template = template;
  }

  /**
   * The warm loop, or null as long as there is none.
   *
   * @param more rows that come by
   */
  @Nullable LoopClass warm(int more) {
    LoopClass ready = warm;
    if (ready == null && rows.addAndGet(more) >= WORTH) {
      WarmUp.start(attempt, this::round, this::ready);
    }
    return ready;
  }

  private void round() {
    Warming rounds = warming;
    if (rounds == null) {
      LoopClass made = now();
      if (made == null) {
        throw new IllegalStateException("longer than the compiler takes");
      }
      rounds = new Warming(template, made);
      warming = rounds;
    }
    rounds.round();
  }

  /**
   * A SIMD form that is no faster than the other has most likely not been compiled yet, because the
   * machine has more to do: another attempt follows with the next rows.
   */
  private void ready() {
    Warming done = warming;
    if (done == null) {
      return;
    }
    LoopClass faster = done.faster();
    attempts++;
    if (faster.shape().equals(done.shape()) || attempts >= ATTEMPTS) {
      warming = null;
      warm = faster;
    } else {
      attempt = new Object();
    }
  }

  /** The loop at once, cold as it is; null where its code would be too long. */
  synchronized @Nullable LoopClass now() {
    if (cold == null) {
      cold = LoopClass.define(template, Shape.of(template));
    }
    return cold;
  }
}
