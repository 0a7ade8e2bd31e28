package io.sabot.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges the signals of several inputs into those of one output: the watermark is the smallest of all
 * open inputs, a barrier passes once every open input has delivered it, a flush passes at once.
 */
public final class SignalAligner {
  private final long[] watermarks;
  private final boolean[] finished;
  private final Map<Long, Integer> barriers = new HashMap<>();
  private long emitted = Long.MIN_VALUE;

  /** For {@code inputs} inputs, none of which has a watermark yet. */
  public SignalAligner(int inputs) {
    watermarks = new long[inputs];
    Arrays.fill(watermarks, Long.MIN_VALUE);
    finished = new boolean[inputs];
  }

  /** Takes a signal of an input; the signal to pass on, or null where others must come first. */
  public @Nullable Signal accept(int input, Signal signal) {
    return switch (signal) {
      case Signal.Watermark(long time) -> {
        watermarks[input] = Math.max(watermarks[input], time);
        yield watermark();
      }
      case Signal.Barrier barrier -> {
        int arrived = barriers.merge(barrier.id(), 1, Integer::sum);
        if (arrived < open()) {
          yield null;
        }
        barriers.remove(barrier.id());
        yield barrier;
      }
      case Signal.Flush flush -> flush;
    };
  }

  /** An input has ended and holds nothing back any more; the watermark that frees, or null. */
  public @Nullable Signal finish(int input) {
    finished[input] = true;
    return watermark();
  }

  private @Nullable Signal watermark() {
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < watermarks.length; i++) {
      smallest = finished[i] ? smallest : Math.min(smallest, watermarks[i]);
    }
    if (smallest == Long.MAX_VALUE || smallest <= emitted) {
      return null;
    }
    emitted = smallest;
    return new Signal.Watermark(smallest);
  }

  private int open() {
    int count = 0;
    for (boolean ended : finished) {
      count += ended ? 0 : 1;
    }
    return Math.max(1, count);
  }
}
