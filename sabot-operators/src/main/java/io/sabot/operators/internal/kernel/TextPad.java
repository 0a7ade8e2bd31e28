package io.sabot.operators.internal.kernel;

import io.sabot.expression.TextLimits;
import java.lang.foreign.MemorySegment;

/** Cuts or fills a text to so many code points. */
public enum TextPad implements TextKernel.Write {
  /** Fills in front. */
  LEFT,
  /** Fills at the end. */
  RIGHT;

  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    TextWindow fill = chunk.text(1);
    boolean ascii = text.isAscii(chunk.count()) && fill.isAscii(chunk.count());
    for (int i = 0; i < chunk.count(); i++) {
      long count = Math.max(0, chunk.numbers(0)[i]);
      long start = text.starts[i];
      long end = start + text.lengths[i];
      long size = ascii ? text.lengths[i] : TextLengths.codePoints(text.values, start, end);
      if (size >= count || fill.lengths[i] == 0) {
        long cut = ascii ? start + Math.min(size, count) : skip(text, start, end, count);
        sink.put(text.values, start, cut - start);
      } else {
        fill(text, fill, i, count - size, sink);
      }
      ends[i] = sink.size();
    }
  }

  private static long skip(TextWindow text, long start, long end, long count) {
    return CodePoints.skip(text.values, start, end, count);
  }

  /** Adds {@code missing} code points, going round in those of the fill. */
  private void fill(TextWindow text, TextWindow fill, int row, long missing, TextSink sink) {
    long from = fill.starts[row];
    int length = fill.lengths[row];
    long end = from + length;
    long points = TextLengths.codePoints(fill.values, from, end);
    long rounds = missing / points;
    long rest = CodePoints.skip(fill.values, from, end, missing % points) - from;
    if (rounds > TextLimits.RESULT_BYTES / length
        || rounds * length + rest + text.lengths[row] > TextLimits.RESULT_BYTES) {
      throw TextRepeat.tooLong(row, missing + " characters more");
    }
    MemorySegment to = sink.room(rounds * length + rest + text.lengths[row]);
    long at = sink.size();
    if (this == RIGHT) {
      at = TextCopy.piece(text.values, text.starts[row], text.lengths[row], to, at);
    }
    for (long k = 0; k < rounds; k++) {
      at = TextCopy.piece(fill.values, from, length, to, at);
    }
    at = TextCopy.piece(fill.values, from, (int) rest, to, at);
    if (this == LEFT) {
      at = TextCopy.piece(text.values, text.starts[row], text.lengths[row], to, at);
    }
    sink.end(at);
  }
}
