package io.sabot.kafka.internal.column;

import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Strings and bytes. */
public final class BytesBuilder extends ColumnBuilder {
  private static final int FIRST_ROWS = 1024;
  private static final int FIRST_BYTES = 1 << 14;
  private static final int HALF_A_PAIR = -1;

  private int[] offsets = new int[FIRST_ROWS];
  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  /** For a field of a layout with 32-bit or 64-bit offsets. */
  public BytesBuilder(Field field) {
    super(field);
  }

  /** Appends bytes; those of a string must be UTF-8. */
  public void append(byte[] from, int start, int length) {
    reserve(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
    ended();
  }

  /** Appends characters as UTF-8; false, and nothing appended, where a surrogate stands alone. */
  public boolean append(char[] text, int start, int length) {
    reserve(3L * length);
    int end = start + length;
    int at = start;
    int to = size;
    byte[] out = bytes;
    while (at < end && text[at] < 0x80) {
      out[to++] = (byte) text[at++];
    }
    if (at < end) {
      to = encode(text, at, end, to);
      if (to == HALF_A_PAIR) {
        return false;
      }
    }
    size = to;
    ended();
    return true;
  }

  private int encode(char[] text, int from, int end, int start) {
    byte[] out = bytes;
    int to = start;
    for (int at = from; at < end; at++) {
      char c = text[at];
      if (c < 0x80) {
        out[to++] = (byte) c;
      } else if (c < 0x800) {
        out[to++] = (byte) (0xC0 | c >> 6);
        out[to++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isSurrogate(c)) {
        if (at + 1 == end || !Character.isSurrogatePair(c, text[at + 1])) {
          return HALF_A_PAIR;
        }
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
    return to;
  }

  private void ended() {
    setEnd(rows());
    appended();
  }

  private void setEnd(int row) {
    if (row + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[row + 1] = size;
  }

  private void reserve(long more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(bytes.length * 2L, size + more)));
    }
  }

  @Override
  void putNull(int row) {
    setEnd(row);
  }

  @Override
  public long bytes() {
    return size + 4L * rows();
  }

  @Override
  void cut(int length) {
    size = offsets[length];
  }

  @Override
  void write(BufferAllocator allocator, List<ArrowBuf> buffers) {
    int length = rows();
    if (Layout.of(field().getType()) == Layout.VARIABLE) {
      copy(MemorySegment.ofArray(offsets), (length + 1L) * 4, allocator, buffers);
    } else {
      MemorySegment wide = add((length + 1L) * 8, allocator, buffers);
      for (int i = 0; i <= length; i++) {
        wide.set(Memory.LONG, i * 8L, offsets[i]);
      }
    }
    copy(MemorySegment.ofArray(bytes), size, allocator, buffers);
  }
}
