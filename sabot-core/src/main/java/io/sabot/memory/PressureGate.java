package io.sabot.memory;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the state of a run to one thread at a time, while any other may ask for its memory.
 *
 * <pre>{@code
 * gate = new PressureGate(missing -> spill());
 * reservation.onPressure(gate);
 * …
 * gate.enter();               // in each step of the run
 * try { … } finally { gate.leave(); }
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

  /**
   * A gate before a run's state.
   *
   * @param spilling gives memory back; called by one thread at a time, and never within a step
   */
  public PressureGate(PressureHook spilling) {
    this.spilling = spilling;
  }

  /** A step of the run begins. */
  public void enter() {
    lock.lock();
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
      spilling.giveBack(missing);
    } finally {
      lock.unlock();
    }
  }
}
