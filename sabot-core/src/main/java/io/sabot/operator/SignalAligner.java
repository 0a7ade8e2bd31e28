package io.sabot.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges the signals of several inputs into those of one output: the watermark is the smallest of
 * all open inputs, a barrier passes once every open input has delivered it, all others pass at
 * once. Rows that follow a barrier must not overtake it: a run does not accept an input that this
 * {@link #holds}.
 */
public final class SignalAligner {
  private final long[] watermarks;
  private final BitSet finished = new BitSet();
  private final Map<Long, BitSet> barriers = new LinkedHashMap<>();
  private long emitted = Long.MIN_VALUE;

  /** For {@code inputs} inputs, none of which has a watermark yet. */
  public SignalAligner(int inputs) {
    watermarks = new long[inputs];
    Arrays.fill(watermarks, Long.MIN_VALUE);
  }

  /** Takes a signal of an input; the signal to pass on, or null where others must come first. */
  public @Nullable Signal accept(int input, Signal signal) {
    return switch (signal) {
      case Signal.Watermark(long time) -> {
        watermarks[input] = Math.max(watermarks[input], time);
        yield watermark();
      }
      case Signal.Barrier barrier -> {
        BitSet arrived = barriers.computeIfAbsent(barrier.id(), id -> new BitSet());
        arrived.set(input);
        yield isComplete(arrived) ? removed(barrier) : null;
      }
      case Signal.Flush flush -> flush;
      case Signal.GroupsAssigned assigned -> assigned;
      case Signal.GroupsRevoked revoked -> revoked;
    };
  }

  /** Whether an input has delivered a barrier that others have not, and must wait for them. */
  public boolean holds(int input) {
    for (BitSet arrived : barriers.values()) {
      if (arrived.get(input)) {
        return true;
      }
    }
    return false;
  }

  /**
   * An input has ended and holds nothing back any more; the signals to pass on: barriers that
   * waited for it alone, then the watermark.
   */
  public List<Signal> finish(int input) {
    finished.set(input);
    List<Signal> freed = new ArrayList<>();
    Iterator<Map.Entry<Long, BitSet>> waiting = barriers.entrySet().iterator();
    while (waiting.hasNext()) {
      Map.Entry<Long, BitSet> barrier = waiting.next();
      if (isComplete(barrier.getValue())) {
        freed.add(new Signal.Barrier(barrier.getKey()));
        waiting.remove();
      }
    }
    Signal watermark = watermark();
    if (watermark != null) {
      freed.add(watermark);
    }
    return freed;
  }

  private boolean isComplete(BitSet arrived) {
    BitSet there = (BitSet) arrived.clone();
    there.or(finished);
    return there.cardinality() == watermarks.length;
  }

  private Signal removed(Signal.Barrier barrier) {
    barriers.remove(barrier.id());
    return barrier;
  }

  private @Nullable Signal watermark() {
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < watermarks.length; i++) {
      smallest = finished.get(i) ? smallest : Math.min(smallest, watermarks[i]);
    }
    if (smallest == Long.MAX_VALUE || smallest <= emitted) {
      return null;
    }
    emitted = smallest;
    return new Signal.Watermark(smallest);
  }
}
