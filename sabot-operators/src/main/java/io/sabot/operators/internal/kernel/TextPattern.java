package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** The bytes that strings are held against, as words. Immutable. */
public final class TextPattern {
  private final MemorySegment bytes;
  private final int size;
  private final long head;
  private final long headMask;

  private TextPattern(byte[] copy) {
    this.bytes = MemorySegment.ofArray(copy);
    this.size = copy.length - Long.BYTES;
    this.headMask = mask(size);
    this.head = bytes.get(Memory.LONG, 0) & headMask;
  }

  /** The pattern of these bytes. */
  public static TextPattern of(byte[] bytes) {
    return new TextPattern(java.util.Arrays.copyOf(bytes, bytes.length + Long.BYTES));
  }

  /** The low bytes of a word that {@code size} bytes fill. */
  static long mask(long size) {
    return size >= 8 ? -1 : (1L << (size << 3)) - 1;
  }

  /** Its bytes. */
  public int size() {
    return size;
  }

  /** Byte {@code index}. */
  byte get(int index) {
    return bytes.get(Memory.BYTE, index);
  }

  /**
   * Whether the bytes lie at a position of {@code values}. The caller has seen that they have room
   * there and that {@code values} is 8 bytes or longer.
   */
  boolean isAt(MemorySegment values, long at) {
    if ((head(values, at) & headMask) != head) {
      return false;
    }
    return size <= 8 || isRestAt(values, at);
  }

  /** The first place from {@code start} on where all of it lies before {@code end}, or -1. */
  long find(MemorySegment values, long start, long end) {
    return TextFind.first(values, start, end, bytes, 0, size);
  }

  private boolean isRestAt(MemorySegment values, long at) {
    int last = size - 8;
    for (int i = 8; i < last; i += 8) {
      if (values.get(Memory.LONG, at + i) != bytes.get(Memory.LONG, i)) {
        return false;
      }
    }
    return values.get(Memory.LONG, at + last) == bytes.get(Memory.LONG, last);
  }

  /** The word at a position; what lies past the end of {@code values} is read as 0. */
  static long head(MemorySegment values, long at) {
    long last = values.byteSize() - 8;
    long from = Math.min(at, last);
    // Less than 8 bytes are missing: at most the last byte but one of a string lies past from + 6.
    return values.get(Memory.LONG, from) >>> ((at - from) << 3);
  }

  /** Values of fewer than 8 bytes, with zeros behind them. */
  static MemorySegment padded(MemorySegment values) {
    if (values.byteSize() >= 8) {
      return values;
    }
    byte[] copy = new byte[8];
    MemorySegment.copy(values, 0, MemorySegment.ofArray(copy), 0, values.byteSize());
    return MemorySegment.ofArray(copy);
  }
}
