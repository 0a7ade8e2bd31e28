package io.sabot.internal.run;

import io.sabot.operator.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The morsels that are worked on, in the order of the input, and the workers: what the threads of a
 * segment tell each other, under one lock. Results leave at the head. A failure is heard behind the
 * results of all morsels before it, as if one thread had worked; after it nothing is begun. Where
 * order is free, results and failures leave as they come; only signals are passed by nothing.
 */
final class Line {
  private final boolean ordered;
  private final int window;
  private final long slotBytes;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final ArrayDeque<Lane> idle = new ArrayDeque<>();
  private long appended;
  private int working;
  private long events;
  private boolean ended;
  private boolean failed;
  private volatile boolean stopped;
  private @Nullable CompletableFuture<Void> wakeUp;

  /**
   * A line in which nothing stands.
   *
   * @param results in what order they leave
   * @param window morsels that may stand in it
   * @param slotBytes bytes of results that may wait at one of them
   */
  Line(Segment.Results results, int window, long slotBytes) {
    this.ordered = results != Segment.Results.IN_ANY_ORDER;
    this.window = window;
    this.slotBytes = slotBytes;
  }

  /** Counts what has happened, for {@link #after}. */
  synchronized long events() {
    return events;
  }

  /** Completes when something has happened since {@link #events} gave this number. */
  synchronized CompletableFuture<Void> after(long seen) {
    if (events != seen) {
      return CompletableFuture.completedFuture(null);
    }
    wakeUp = wakeUp == null ? new CompletableFuture<>() : wakeUp;
    return wakeUp;
  }

  /** Wakes the driver: there may be something to do. */
  void changed() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      events++;
      waiting = wakeUp;
      wakeUp = null;
    }
    if (waiting != null) {
      waiting.complete(null);
    }
  }

  /** Whether nothing more is to be taken from the input now. */
  synchronized boolean isClosed() {
    return ended || failed || stopped || slots.size() >= window;
  }

  /** Puts a morsel, signal or failure at the end of the line. */
  synchronized void append(Slot slot) {
    failed |= slot.failure != null;
    slot.number = appended++;
    slots.addLast(slot);
  }

  /** The input has ended, which is news once. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    changed();
  }

  /** Whether the input has ended and all was taken. */
  synchronized boolean isOver() {
    return ended && slots.isEmpty();
  }

  /** What leaves next, or null where that is not there yet; throws the failure that comes next. */
  synchronized @Nullable Step poll() {
    for (Iterator<Slot> open = slots.iterator(); open.hasNext(); ) {
      Slot slot = open.next();
      if (!isReached(slot)) {
        return null;
      }
      Step step = slot.poll();
      if (step != null) {
        return step;
      }
      if (slot.failure != null) {
        throw slot.failure;
      }
      if (slot.done) {
        open.remove();
      }
    }
    return null;
  }

  /** Whether results of a slot may leave before those that stand in front of it. */
  private boolean isReached(Slot slot) {
    return slot.equals(slots.peekFirst()) || !ordered && !slot.isSignal();
  }

  /** A worker that stopped half way, to be gone on with, or null. */
  synchronized @Nullable Lane resume() {
    for (Slot slot : slots) {
      if (!isReached(slot)) {
        return null;
      }
      Lane paused = slot.paused;
      if (paused != null && slot.hasLeft()) {
        slot.paused = null;
        return paused;
      }
    }
    return null;
  }

  /** The driver has looked up from a morsel, and goes on with it when its results may leave. */
  synchronized void pause(Lane lane) {
    lane.slot().paused = lane;
  }

  /** A result; true where the worker must stop here until it is resumed. */
  boolean add(Slot slot, Step result, Lane lane, Lane driver) {
    boolean pauses;
    synchronized (this) {
      slot.add(result);
      boolean leaves = lane.equals(driver) && isReached(slot);
      pauses = leaves || slot.bytes() > slotBytes;
      slot.paused = pauses ? lane : null;
    }
    changed();
    return pauses;
  }

  /** A morsel is through. */
  void done(Slot slot) {
    synchronized (this) {
      slot.done = true;
      if (ordered) {
        while (!slots.isEmpty() && slots.getFirst().isEmpty()) {
          slots.removeFirst();
        }
      } else {
        slots.removeIf(Slot::isEmpty);
      }
    }
    changed();
  }

  /** A morsel has failed. */
  void fail(Slot slot, RuntimeException failure) {
    synchronized (this) {
      slot.failure = failure;
      slot.done = true;
      failed = true;
    }
    changed();
  }

  /** A worker that has nothing to do, or a new one where there are fewer; null where all work. */
  synchronized @Nullable Lane hire(int most, Supplier<Lane> opening) {
    if (isClosed()) {
      return null;
    }
    Lane lane = idle.poll();
    if (lane == null && lanes.size() < most) {
      lane = opening.get();
      lanes.add(lane);
    }
    return lane;
  }

  /** A worker has nothing to do. */
  synchronized void rest(Lane lane) {
    idle.add(lane);
  }

  /** A thread begins to work; false where it must not, and then it is not waited for. */
  synchronized boolean begin() {
    if (stopped) {
      return false;
    }
    working++;
    return true;
  }

  /** The thread has stopped. */
  synchronized void finish() {
    working--;
    notifyAll();
  }

  /** Whether all have to stop. */
  boolean isStopped() {
    return stopped;
  }

  /** Lets no thread begin; those that work stop soon. */
  void stop() {
    synchronized (this) {
      stopped = true;
    }
    changed();
  }

  /** Stops the morsels that wait for what they read. */
  void stopMorsels() {
    List<Slot> open;
    synchronized (this) {
      open = List.copyOf(slots);
    }
    for (Slot slot : open) {
      if (slot.morsel != null) {
        slot.morsel.stop();
      }
    }
  }

  /** Whether threads work. */
  synchronized boolean isAtWork() {
    return working > 0;
  }

  /** Waits until no thread works, interrupted or not. */
  synchronized void awaitRest() {
    boolean interrupted = false;
    while (working > 0) {
      try {
        wait();
      } catch (InterruptedException ignored) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** All workers. */
  synchronized List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  /** Frees what stands in the line. */
  synchronized void close() {
    slots.forEach(Slot::close);
    slots.clear();
  }
}
