package io.sabot.memory;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state of a run to one thread at a time, while any other may ask for its memory.
 *
 * <pre>{@code
 * gate = new PressureGate(missing -> spill());
 * reservation.onPressure(gate);
 * …
 * gate.enter();               // in each step of the run
 * try { … } finally { gate.leave(); }
 * …
 * gate.end();                 // when the run is closed, before its state is freed
 * }</pre>
 *
 * <p>Who asks while no step is under way gives the memory back itself, on its own thread; a step
 * that begins meanwhile waits for the end of that. Who asks while one is under way, be it its own,
 * leaves a note, is told no, and goes on without; the step answers the note when it ends. Asking
 * never waits and giving back never asks, so that no two runs wait for each other.
 */
public final class PressureGate implements PressureHook {
  private final PressureHook spilling;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long noted;
  private @Nullable RuntimeException failure;
  private boolean ended;

  /**
   * A gate before a run's state.
   *
   * @param spilling gives memory back; called by one thread at a time, and never within a step
   */
  public PressureGate(PressureHook spilling) {
    this.spilling = spilling;
  }

  /**
   * A step of the run begins. Where giving back failed in between, on whatever thread, the state is
   * not what it was: it is thrown here again.
   */
  public void enter() {
    lock.lock();
    RuntimeException earlier = failure;
    if (earlier != null) {
      lock.unlock();
      throw earlier;
    }
  }

  /** Whether a step is under way or memory is being given back: {@link #enter} would wait. */
  public boolean isBusy() {
    return lock.isLocked();
  }

  /** The run is closed: nobody asks any more from now on. */
  public void end() {
    lock.lock();
    ended = true;
    lock.unlock();
  }

  /** The step ends, and gives back what it was asked for meanwhile. */
  public void leave() {
    try {
      if (noted > 0) {
        answer();
      }
    } finally {
      lock.unlock();
    }
  }

  private void answer() {
    long missing = noted;
    noted = 0;
    spilling.giveBack(missing);
  }

  @Override
  public void giveBack(long missing) {
    if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
      noted = missing;
      return;
    }
    try {
      if (!ended && failure == null) {
        spilling.giveBack(missing);
      }
    } catch (RuntimeException thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      lock.unlock();
    }
  }
}
