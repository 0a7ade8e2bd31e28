package io.sabot.memory;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** Pieces of memory that nobody uses, by their size. Not thread-safe. */
final class LargeBlocks {
  /** A piece may be longer than what is asked for by 1 / so much. */
  private static final int SPARE = 4;

  /** A piece, and since when nobody uses it. */
  private record Idle(ArrowBuf memory, long since) {}

  /** Per size, those that were used last in front. */
  private final TreeMap<Long, ArrayDeque<Idle>> pieces = new TreeMap<>();

  private long bytes;

  /** What all have together. */
  long bytes() {
    return bytes;
  }

  void give(ArrowBuf memory, long now) {
    pieces
        .computeIfAbsent(memory.capacity(), size -> new ArrayDeque<>())
        .addFirst(new Idle(memory, now));
    bytes += memory.capacity();
  }

  /** A piece that is long enough and not much longer, or null. */
  @Nullable ArrowBuf take(long atLeast) {
    Map.Entry<Long, ArrayDeque<Idle>> fits = pieces.ceilingEntry(atLeast);
    return fits == null || fits.getKey() > atLeast + atLeast / SPARE
        ? null
        : remove(fits.getKey(), fits.getValue().removeFirst());
  }

  /** A piece that nobody has used since a time, or null. */
  @Nullable ArrowBuf takeIdleSince(long time) {
    for (Map.Entry<Long, ArrayDeque<Idle>> entry : pieces.entrySet()) {
      if (entry.getValue().getLast().since() - time <= 0) {
        return remove(entry.getKey(), entry.getValue().removeLast());
      }
    }
    return null;
  }

  private ArrowBuf remove(long size, Idle removed) {
    if (pieces.get(size).isEmpty()) {
      pieces.remove(size);
    }
    bytes -= size;
    return removed.memory();
  }
}
