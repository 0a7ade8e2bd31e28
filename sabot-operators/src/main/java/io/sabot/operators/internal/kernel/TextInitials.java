package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** The first letter of each word in title case, all others in lower case. */
public final class TextInitials implements TextKernel.Write {
  /** Marks that stand over or around the letter before them. */
  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK;

  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    for (int i = 0; i < chunk.count(); i++) {
      // Case mapping of a code point takes two bytes to three at most.
      MemorySegment to = sink.room(3L * text.lengths[i]);
      long start = text.starts[i];
      sink.end(write(text.values, start, start + text.lengths[i], to, sink.size()));
      ends[i] = sink.size();
    }
  }

  private static long write(
      MemorySegment values, long start, long end, MemorySegment to, long position) {
    long at = position;
    boolean inWord = false;
    for (long from = start; from < end; ) {
      byte lead = values.get(Memory.BYTE, from);
      if (lead >= 0) {
        boolean letter = (lead | 0x20) >= 'a' && (lead | 0x20) <= 'z';
        int mapped = !letter ? lead : inWord ? lead | 0x20 : lead & ~0x20;
        to.set(Memory.BYTE, at++, (byte) mapped);
        inWord = letter || lead >= '0' && lead <= '9';
      } else {
        int point = CodePoints.at(values, from);
        boolean isWord = Character.isLetterOrDigit(point) || isMark(point);
        int mapped = inWord ? Character.toLowerCase(point) : Character.toTitleCase(point);
        at = CodePoints.put(to, at, isWord ? mapped : point);
        inWord = isWord;
      }
      from += CodePoints.size(lead);
    }
    return at;
  }

  private static boolean isMark(int point) {
    return (MARKS >>> Character.getType(point) & 1) != 0;
  }
}
