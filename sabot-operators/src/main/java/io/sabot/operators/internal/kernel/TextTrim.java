package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Takes characters of a set away from the ends. */
public final class TextTrim extends TextPieceKernel {
  /** Which ends. */
  public enum Ends {
    BOTH,
    FRONT,
    BACK
  }

  private final Ends ends;
  private final int[] points;
  private final long low;
  private final long high;
  private final boolean ascii;

  private TextTrim(Ends ends, int[] points) {
    this.ends = ends;
    this.points = points;
    long lowBits = 0;
    long highBits = 0;
    boolean allAscii = true;
    for (int point : points) {
      lowBits |= point < 64 ? 1L << point : 0;
      highBits |= point >= 64 && point < 128 ? 1L << point : 0;
      allAscii &= point < 128;
    }
    this.low = lowBits;
    this.high = highBits;
    this.ascii = allAscii;
  }

  /** Trims these characters. */
  public static TextTrim of(Ends ends, String characters) {
    return new TextTrim(ends, characters.codePoints().toArray());
  }

  @Override
  void find(TextChunk chunk, long[] starts, int[] lengths) {
    TextWindow text = chunk.text(0);
    for (int i = 0; i < chunk.count(); i++) {
      long start = text.starts[i];
      long end = start + text.lengths[i];
      long from = ends == Ends.BACK ? start : front(text.values, start, end);
      long to = ends == Ends.FRONT ? end : back(text.values, from, end);
      starts[i] = from;
      lengths[i] = (int) (to - from);
    }
  }

  private long front(MemorySegment values, long start, long end) {
    long at = start;
    while (at < end && isTrimmed(values, at)) {
      at += CodePoints.size(values.get(Memory.BYTE, at));
    }
    return at;
  }

  private long back(MemorySegment values, long start, long end) {
    long at = end;
    while (at > start) {
      long before = ascii ? at - 1 : CodePoints.before(values, at);
      if (!isTrimmed(values, before)) {
        return at;
      }
      at = before;
    }
    return at;
  }

  private boolean isTrimmed(MemorySegment values, long at) {
    byte lead = values.get(Memory.BYTE, at);
    if (lead >= 0) {
      return ((lead < 64 ? low : high) >>> lead & 1) != 0;
    }
    return !ascii && isMember(CodePoints.at(values, at));
  }

  private boolean isMember(int point) {
    for (int candidate : points) {
      if (candidate == point) {
        return true;
      }
    }
    return false;
  }
}
