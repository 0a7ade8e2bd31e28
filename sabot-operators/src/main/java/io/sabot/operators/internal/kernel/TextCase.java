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
    if (!text.isDense()) {
      repeated(text, count, sink, ends);
      return;
    }
    long end = text.end(count);
    int row = 0;
    for (long at = text.start(); at < end; at = row < count ? text.starts[row] : end) {
      long other = Utf8Validation.asciiEnd(text.values, at, end);
      int first = row;
      while (row < count && (row + 1 < count ? text.starts[row + 1] : end) <= other) {
        row++;
      }
      run(text, first, row, sink, ends, row < count ? text.starts[row] : end);
      if (row < count) {
        other(text, row, sink);
        ends[row++] = sink.size();
      }
    }
    for (; row < count; row++) {
      ends[row] = sink.size();
    }
  }

  private void repeated(TextWindow text, int count, TextSink sink, long[] ends) {
    for (int i = 0; i < count; i++) {
      other(text, i, sink);
      ends[i] = sink.size();
    }
  }

  /** ASCII rows. Bytes between them come along: a row that does not matter may keep some. */
  private void run(TextWindow text, int first, int last, TextSink sink, long[] ends, long end) {
    if (first == last) {
      return;
    }
    long start = text.starts[first];
    long length = end - start;
    MemorySegment to = sink.room(length);
    Kernels.BYTES.shift(text.values, start, length, letter, to, sink.size());
    long shift = sink.size() - start;
    for (int i = first; i + 1 < last; i++) {
      ends[i] = text.starts[i + 1] + shift;
    }
    sink.end(sink.size() + length);
    ends[last - 1] = sink.size();
  }

  @Override
  public long expected(long bytes, int rows) {
    return bytes;
  }
}
