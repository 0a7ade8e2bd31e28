package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Copies bytes into a sink: whole words, because what is written too far is written over. */
final class TextCopy {
  private TextCopy() {}

  /** Copies pieces one behind the other; the sink has room for all of them. */
  static void pieces(
      MemorySegment from, long[] starts, int[] lengths, int count, TextSink sink, long[] ends) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += lengths[i];
    }
    MemorySegment to = sink.room(sum);
    sink.end(pieces(from, starts, lengths, count, to, sink.size(), ends));
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
