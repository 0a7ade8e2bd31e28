package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** The parts of the first text between occurrences of the second. */
public final class TextSplit implements TextKernel.Spread {
  @Override
  public void spread(TextChunk chunk, TextSink sink, TextParts parts, int[] ends) {
    TextWindow text = chunk.text(0);
    TextWindow separator = chunk.text(1);
    MemorySegment to = sink.room(text.size(chunk.count()));
    long position = sink.size();
    for (int i = 0; i < chunk.count(); i++) {
      long start = text.starts[i];
      long end = start + text.lengths[i];
      long hit = next(text.values, start, end, separator, i);
      while (hit >= 0) {
        position = TextCopy.piece(text.values, start, (int) (hit - start), to, position);
        parts.add(position);
        start = hit + separator.lengths[i];
        hit = next(text.values, start, end, separator, i);
      }
      position = TextCopy.piece(text.values, start, (int) (end - start), to, position);
      parts.add(position);
      ends[i] = parts.count();
    }
    sink.end(position);
  }

  /** Where the part that starts here ends, or -1: at the end. */
  static long next(MemorySegment values, long start, long end, TextWindow separator, int row) {
    int size = separator.lengths[row];
    if (size > 0) {
      return TextFind.first(values, start, end, separator.values, separator.starts[row], size);
    }
    long behind = start < end ? start + CodePoints.size(values.get(Memory.BYTE, start)) : end;
    return behind < end ? behind : -1;
  }
}
