package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import io.sabot.batch.Utf8Validation;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/** Upper and lower case: ASCII as a whole window, rows with other letters through strings. */
public enum TextCase implements TextKernel.Write {
  /** As {@link String#toUpperCase(Locale)} of {@link Locale#ROOT}. */
  UPPER('a') {
    @Override
    void other(TextWindow text, int row, TextSink sink) {
      sink.put(text.text(row).toUpperCase(Locale.ROOT));
    }
  },
  /** As {@link String#toLowerCase(Locale)} of {@link Locale#ROOT}. */
  LOWER('A') {
    @Override
    void other(TextWindow text, int row, TextSink sink) {
      sink.put(text.text(row).toLowerCase(Locale.ROOT));
    }
  },
  /** One form for letters that differ in case only, code point by code point. */
  FOLDED('A') {
    @Override
    void other(TextWindow text, int row, TextSink sink) {
      MemorySegment to = sink.room(3L * text.lengths[row]);
      long at = sink.size();
      long start = text.starts[row];
      long end = start + text.lengths[row];
      while (start < end) {
        at = CodePoints.put(to, at, folded(CodePoints.at(text.values, start)));
        start += CodePoints.size(text.values.get(Memory.BYTE, start));
      }
      sink.end(at);
    }
  };

  private final int letter;

  TextCase(int letter) {
    this.letter = letter;
  }

  /** Letters that differ in case only have the same. */
  static int folded(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  /** Appends a row that is not ASCII. */
  abstract void other(TextWindow text, int row, TextSink sink);

  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    int count = chunk.count();
    if (text.isDense() && text.isAscii(count)) {
      all(text, count, sink, ends);
      return;
    }
    for (int i = 0; i < count; i++) {
      long start = text.starts[i];
      int length = text.lengths[i];
      if (Utf8Validation.isAscii(text.values, start, start + length)) {
        MemorySegment to = sink.room(length);
        AsciiKernels.shift(text.values, start, length, letter, to, sink.size());
        sink.end(sink.size() + length);
      } else {
        other(text, i, sink);
      }
      ends[i] = sink.size();
    }
  }

  /** The bytes between rows come along: a row that does not matter may keep some. */
  private void all(TextWindow text, int count, TextSink sink, long[] ends) {
    long start = text.start();
    long length = text.end(count) - start;
    MemorySegment to = sink.room(length);
    AsciiKernels.shift(text.values, start, length, letter, to, sink.size());
    long shift = sink.size() - start;
    for (int i = 0; i + 1 < count; i++) {
      ends[i] = text.starts[i + 1] + shift;
    }
    sink.end(sink.size() + length);
    ends[count - 1] = sink.size();
  }
}
