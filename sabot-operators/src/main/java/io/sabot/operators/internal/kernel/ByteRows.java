package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Strings and byte strings in any layout, compared byte by byte without a sign: the order of UTF-8
 * is the order of code points. {@link #at} moves to a row; {@link #data}, {@link #start} and {@link
 * #length()} then say where its bytes are; the row must not be null. Not thread-safe.
 */
public final class ByteRows {
  private static final int INLINE = 12;

  private final int offsetWidth;
  private final int fixedWidth;
  private final int stride;
  private final MemorySegment index;
  private final MemorySegment[] buffers;

  private MemorySegment data;
  private long start;
  private long length;

  private ByteRows(
      int offsetWidth, int fixedWidth, int stride, MemorySegment index, MemorySegment... buffers) {
    this.offsetWidth = offsetWidth;
    this.fixedWidth = fixedWidth;
    this.stride = stride;
    this.index = index;
    this.buffers = buffers;
    this.data = index;
  }

  /** Rows between offsets of 4 or 8 bytes; a stride of 0 repeats one row. */
  public static ByteRows offsets(int width, MemorySegment offsets, MemorySegment data, int stride) {
    return new ByteRows(width, 0, stride, offsets, data);
  }

  /** Rows behind views of 16 bytes. */
  public static ByteRows views(MemorySegment views, MemorySegment[] data, int stride) {
    return new ByteRows(0, 0, stride, views, data);
  }

  /** Rows of equal width. */
  public static ByteRows fixed(int width, MemorySegment data, int stride) {
    return new ByteRows(0, width, stride, data, data);
  }

  /** Moves to a row. */
  public void at(int row) {
    long position = (long) row * stride;
    if (offsetWidth == 4) {
      data = buffers[0];
      start = index.get(Memory.INT, position << 2);
      length = index.get(Memory.INT, (position << 2) + 4) - start;
    } else if (offsetWidth == 8) {
      data = buffers[0];
      start = index.get(Memory.LONG, position << 3);
      length = index.get(Memory.LONG, (position << 3) + 8) - start;
    } else if (fixedWidth > 0) {
      data = buffers[0];
      start = position * fixedWidth;
      length = fixedWidth;
    } else {
      view(position << 4);
    }
  }

  private void view(long at) {
    length = index.get(Memory.INT, at);
    if (length <= INLINE) {
      data = index;
      start = at + 4;
    } else {
      data = buffers[index.get(Memory.INT, at + 8)];
      start = index.get(Memory.INT, at + 12);
    }
  }

  /** Where the bytes of the row lie. */
  public MemorySegment data() {
    return data;
  }

  /** Their first position. */
  public long start() {
    return start;
  }

  /** How many they are. */
  public long length() {
    return length;
  }

  /** The bytes of a row, copied. */
  public byte[] bytes(int row) {
    at(row);
    byte[] copy = new byte[Math.toIntExact(length)];
    MemorySegment.copy(data, start, MemorySegment.ofArray(copy), 0, copy.length);
    return copy;
  }

  /** Bytes of a row. */
  public long length(int row) {
    at(row);
    return length;
  }

  /** Copies the bytes of a row. */
  public long copy(int row, MemorySegment to, long position) {
    at(row);
    MemorySegment.copy(data, start, to, position, length);
    return length;
  }

  /**
   * a = b for each row that is valid, false for others, all of them inverted by {@code invert}.
   * What lies under a null is never followed: offsets and views may be anything there.
   *
   * @param valid a bit per row to look at, or null where all are
   */
  public static void equal(
      ByteRows a,
      ByteRows b,
      @Nullable MemorySegment valid,
      int rows,
      long invert,
      MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(rows); w++) {
      long word = 0;
      for (long open = open(valid, w, rows); open != 0; open &= open - 1) {
        int bit = Long.numberOfTrailingZeros(open);
        a.at((w << 6) + bit);
        b.at((w << 6) + bit);
        word |= (a.length == b.length && compare(a, b) == 0 ? 1L : 0L) << bit;
      }
      Bitmaps.putWord(bits, w, rows, invert ^ word);
    }
  }

  /** a &lt; b, as {@link #equal}. */
  public static void less(
      ByteRows a,
      ByteRows b,
      @Nullable MemorySegment valid,
      int rows,
      long invert,
      MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(rows); w++) {
      long word = 0;
      for (long open = open(valid, w, rows); open != 0; open &= open - 1) {
        int bit = Long.numberOfTrailingZeros(open);
        a.at((w << 6) + bit);
        b.at((w << 6) + bit);
        word |= (compare(a, b) < 0 ? 1L : 0L) << bit;
      }
      Bitmaps.putWord(bits, w, rows, invert ^ word);
    }
  }

  private static long open(@Nullable MemorySegment valid, int word, int rows) {
    int rest = rows - (word << 6);
    long within = rest >= 64 ? -1 : (1L << rest) - 1;
    return valid == null ? within : within & Bitmaps.word(valid, word, rows);
  }

  /** Eight bytes at a time; the first that differ decide, read most significant first. */
  private static int compare(ByteRows a, ByteRows b) {
    long common = Math.min(a.length, b.length);
    long at = 0;
    for (; at + 8 <= common; at += 8) {
      long x = a.data.get(Memory.LONG, a.start + at);
      long y = b.data.get(Memory.LONG, b.start + at);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; at < common; at++) {
      int difference =
          (a.data.get(Memory.BYTE, a.start + at) & 0xFF)
              - (b.data.get(Memory.BYTE, b.start + at) & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return Long.compare(a.length, b.length);
  }
}
