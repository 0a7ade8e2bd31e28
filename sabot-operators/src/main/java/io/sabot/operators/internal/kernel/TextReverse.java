package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** The code points of each row, the last first. */
public final class TextReverse implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    MemorySegment to = sink.room(text.size(chunk.count()));
    if (text.isAscii(chunk.count())) {
      sink.end(ascii(text, chunk.count(), to, sink.size(), ends));
    } else {
      sink.end(any(text, chunk.count(), to, sink.size(), ends));
    }
  }

  private static long ascii(
      TextWindow text, int count, MemorySegment to, long position, long[] ends) {
    MemorySegment values = text.values;
    long at = position;
    for (int i = 0; i < count; i++) {
      long start = text.starts[i];
      long from = start + text.lengths[i];
      // Words from the end, each turned round; what is left in front is turned alone.
      for (; from - start >= 8; from -= 8) {
        to.set(Memory.LONG, at, Long.reverseBytes(values.get(Memory.LONG, from - 8)));
        at += 8;
      }
      int rest = (int) (from - start);
      long word = Long.reverseBytes(TextPattern.head(values, start));
      to.set(Memory.LONG, at, rest == 0 ? 0 : word >>> (64 - (rest << 3)));
      at += rest;
      ends[i] = at;
    }
    return at;
  }

  private static long any(
      TextWindow text, int count, MemorySegment to, long position, long[] ends) {
    MemorySegment values = text.values;
    long at = position;
    for (int i = 0; i < count; i++) {
      long start = text.starts[i];
      long from = start + text.lengths[i];
      while (from > start) {
        long end = from;
        from = CodePoints.before(values, end);
        for (long k = from; k < end; k++) {
          to.set(Memory.BYTE, at++, values.get(Memory.BYTE, k));
        }
      }
      ends[i] = at;
    }
    return at;
  }
}
