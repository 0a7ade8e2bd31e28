package io.sabot.stream.internal.csv;

import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.stream.internal.file.ColumnParts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.Field;

/** Strings, encoded as UTF-8 while they are collected. */
final class TextColumn extends CsvColumn {
  private final int[] offsets;
  private byte[] bytes = new byte[1 << 12];
  private int size;

  TextColumn(Field field, int capacity) {
    super(field, capacity);
    this.offsets = new int[capacity + 1];
  }

  @Override
  boolean set(int row, char[] text, int from, int end) {
    reserve(3L * (end - from));
    int at = from;
    int to = size;
    byte[] out = bytes;
    while (at < end && text[at] < 0x80) {
      out[to++] = (byte) text[at++];
    }
    size = to;
    if (at < end) {
      encode(text, at, end);
    }
    offsets[row + 1] = size;
    return true;
  }

  /** The decoder has refused malformed input: surrogates come in pairs. */
  private void encode(char[] text, int from, int end) {
    byte[] out = bytes;
    int to = size;
    for (int at = from; at < end; at++) {
      char c = text[at];
      if (c < 0x80) {
        out[to++] = (byte) c;
      } else if (c < 0x800) {
        out[to++] = (byte) (0xC0 | c >> 6);
        out[to++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)) {
        int point = Character.toCodePoint(c, text[++at]);
        out[to++] = (byte) (0xF0 | point >> 18);
        out[to++] = (byte) (0x80 | (point >> 12 & 0x3F));
        out[to++] = (byte) (0x80 | (point >> 6 & 0x3F));
        out[to++] = (byte) (0x80 | (point & 0x3F));
      } else {
        out[to++] = (byte) (0xE0 | c >> 12);
        out[to++] = (byte) (0x80 | (c >> 6 & 0x3F));
        out[to++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    size = to;
  }

  private void reserve(long more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(bytes.length * 2L, size + more)));
    }
  }

  @Override
  void setNull(int row) {
    offsets[row + 1] = size;
  }

  @Override
  long textBytes() {
    return size;
  }

  @Override
  void addValues(ColumnParts parts, int length) {
    if (Layout.of(field().getType()) == Layout.VARIABLE) {
      parts.addCopy(MemorySegment.ofArray(offsets), (length + 1L) * 4);
    } else {
      MemorySegment wide = parts.add((length + 1L) * 8);
      for (int i = 0; i <= length; i++) {
        wide.set(Memory.LONG, i * 8L, offsets[i]);
      }
    }
    parts.addCopy(MemorySegment.ofArray(bytes), size);
  }

  @Override
  void clear() {
    size = 0;
  }
}
