package io.sabot.internal.run;

import io.sabot.batch.Batch;
import io.sabot.operator.Step;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The place of a morsel in the order of the input, and what was made of it so far. */
final class Slot {
  /** Its number in the order of the input; set as it enters the line. */
  long number;

  /** What is to be worked on; null where there is nothing to do. */
  final @Nullable Node morsel;

  // What follows is guarded by the lock of the line.
  private final ArrayDeque<Step> results = new ArrayDeque<>();
  private long bytes;
  @Nullable RuntimeException failure;
  boolean done;

  /** The worker that has stopped half way, because enough results wait. */
  @Nullable Lane paused;

  private Slot(@Nullable Node morsel) {
    this.morsel = morsel;
    this.done = morsel == null;
  }

  static Slot of(Node morsel) {
    return new Slot(morsel);
  }

  static Slot passing(Step signal) {
    Slot slot = new Slot(null);
    slot.add(signal);
    return slot;
  }

  static Slot failed(RuntimeException failure) {
    Slot slot = new Slot(null);
    slot.failure = failure;
    return slot;
  }

  void add(Step result) {
    results.add(result);
    bytes += bytes(result);
  }

  /** The next result, or null. */
  @Nullable Step poll() {
    Step result = results.poll();
    bytes -= result == null ? 0 : bytes(result);
    return result;
  }

  /** Bytes of the results that wait. */
  long bytes() {
    return bytes;
  }

  private static long bytes(Step result) {
    return result instanceof Step.Emit(Batch batch) ? batch.bytes() : 0;
  }

  /** Whether all results so far have left. */
  boolean hasLeft() {
    return results.isEmpty();
  }

  /** Whether it holds a signal, which keeps its place among the batches. */
  boolean isSignal() {
    return morsel == null && failure == null;
  }

  /** Whether there is nothing more to take from it. */
  boolean isEmpty() {
    return done && failure == null && results.isEmpty();
  }

  void close() {
    for (Step step : results) {
      if (step instanceof Step.Emit(Batch batch)) {
        batch.close();
      }
    }
    results.clear();
    if (morsel != null) {
      morsel.close();
    }
  }
}
