package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Copies bytes into a sink: whole words, because what is written too far is written over. */
final class TextCopy {
  private static final int SHORT = 2 * Long.BYTES;

  private TextCopy() {}

  /** Copies pieces one behind the other; the sink has room for all of them. */
  static void pieces(
      MemorySegment from, long[] starts, int[] lengths, int count, TextSink sink, long[] ends) {
    long sum = 0;
    int longest = 0;
    for (int i = 0; i < count; i++) {
      sum += lengths[i];
      longest = Math.max(longest, lengths[i]);
    }
    MemorySegment to = sink.room(sum);
    long at = sink.size();
    sink.end(
        longest <= SHORT
            ? shortPieces(from, starts, lengths, count, to, at, ends)
            : pieces(from, starts, lengths, count, to, at, ends));
  }

  /** As {@link #pieces}, two words each: no loop whose end the processor must guess. */
  private static long shortPieces(
      MemorySegment from,
      long[] starts,
      int[] lengths,
      int count,
      MemorySegment to,
      long position,
      long[] ends) {
    long last = from.byteSize() - SHORT;
    long at = position;
    for (int i = 0; i < count; i++) {
      long start = starts[i];
      if (start <= last) {
        to.set(Memory.LONG, at, from.get(Memory.LONG, start));
        to.set(Memory.LONG, at + 8, from.get(Memory.LONG, start + 8));
      } else {
        MemorySegment.copy(from, start, to, at, lengths[i]);
      }
      at += lengths[i];
      ends[i] = at;
    }
    return at;
  }

  private static long pieces(
      MemorySegment from,
      long[] starts,
      int[] lengths,
      int count,
      MemorySegment to,
      long position,
      long[] ends) {
    long last = from.byteSize() - TextSink.SLACK;
    long at = position;
    for (int i = 0; i < count; i++) {
      long start = starts[i];
      int length = lengths[i];
      if (length <= TextSink.SLACK && start <= last) {
        for (int k = 0; k < length; k += 8) {
          to.set(Memory.LONG, at + k, from.get(Memory.LONG, start + k));
        }
      } else {
        MemorySegment.copy(from, start, to, at, length);
      }
      at += length;
      ends[i] = at;
    }
    return at;
  }

  /** Copies one piece; where it ends. */
  static long piece(MemorySegment from, long start, int length, MemorySegment to, long at) {
    if (length <= TextSink.SLACK && start <= from.byteSize() - TextSink.SLACK) {
      for (int k = 0; k < length; k += 8) {
        to.set(Memory.LONG, at + k, from.get(Memory.LONG, start + k));
      }
    } else {
      MemorySegment.copy(from, start, to, at, length);
    }
    return at + length;
  }
}
