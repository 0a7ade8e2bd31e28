package io.sabot.batch;

import java.lang.foreign.MemorySegment;

/**
 * Kernels over bitmaps: bit {@code i} is bit {@code i % 8} of byte {@code i / 8}, as in Arrow. Bits
 * past the length are undefined on input and may be anything on output, within the bytes of the
 * bitmap.
 */
public final class Bitmaps {
  private Bitmaps() {}

  /** Bytes of a bitmap of {@code bits} bits. */
  public static long bytes(int bits) {
    return (bits + 7L) >>> 3;
  }

  /** Bit {@code index}. */
  public static boolean get(MemorySegment bits, int index) {
    return (bits.get(Memory.BYTE, index >>> 3) >>> (index & 7) & 1) != 0;
  }

  /** Sets bit {@code index}. */
  public static void set(MemorySegment bits, int index) {
    long at = (long) index >>> 3;
    bits.set(Memory.BYTE, at, (byte) (bits.get(Memory.BYTE, at) | 1 << (index & 7)));
  }

  /** Clears bit {@code index}. */
  public static void clear(MemorySegment bits, int index) {
    long at = (long) index >>> 3;
    bits.set(Memory.BYTE, at, (byte) (bits.get(Memory.BYTE, at) & ~(1 << (index & 7))));
  }

  /** Set bits among the first {@code length}. */
  public static int count(MemorySegment bits, int length) {
    int sum = 0;
    int words = length >>> 6;
    for (int w = 0; w < words; w++) {
      sum += Long.bitCount(bits.get(Memory.LONG, (long) w << 3));
    }
    int rest = length & 63;
    return rest == 0 ? sum : sum + Long.bitCount(word(bits, words, length));
  }

  /** Whether all of the first {@code length} bits are set: much faster than to count them. */
  public static boolean areAllSet(MemorySegment bits, int length) {
    int words = length >>> 6;
    long all = -1;
    for (int w = 0; w < words; w++) {
      all &= bits.get(Memory.LONG, (long) w << 3);
    }
    int rest = length & 63;
    return all == -1 && (rest == 0 || word(bits, words, length) == (1L << rest) - 1);
  }

  /**
   * Bits {@code 64 × index} and following as one word; bits at and past {@code length} are zero.
   * Never reads past the last byte of the bitmap.
   */
  public static long word(MemorySegment bits, int index, int length) {
    int from = index << 6;
    int valid = Math.min(64, length - from);
    if (valid == 64) {
      return bits.get(Memory.LONG, (long) index << 3);
    }
    long word = 0;
    for (int b = 0; b < valid; b += 8) {
      word |= (bits.get(Memory.BYTE, (from + b) >>> 3) & 0xFFL) << b;
    }
    return word & ((1L << valid) - 1);
  }

  /**
   * Writes the first {@code min(64, length - 64 × index)} bits of {@code word}, whole bytes only.
   */
  public static void putWord(MemorySegment bits, int index, int length, long word) {
    int from = index << 6;
    int valid = Math.min(64, length - from);
    if (valid == 64) {
      bits.set(Memory.LONG, (long) index << 3, word);
      return;
    }
    for (int b = 0; b < valid; b += 8) {
      bits.set(Memory.BYTE, (from + b) >>> 3, (byte) (word >>> b));
    }
  }

  /** Words of 64 bits that cover {@code length} bits. */
  public static int words(int length) {
    return (length + 63) >>> 6;
  }

  /** A copy of the first {@code length} bits; those behind in the last word are not set. */
  public static long[] toWords(MemorySegment bits, int length) {
    long[] words = new long[words(length)];
    MemorySegment.copy(bits, 0, MemorySegment.ofArray(words), 0, bytes(length));
    if ((length & 63) != 0) {
      words[words.length - 1] &= -1L >>> -length;
    }
    return words;
  }

  /** Sets the first {@code length} bits. */
  public static void fill(MemorySegment bits, int length) {
    bits.asSlice(0, bytes(length)).fill((byte) 0xFF);
  }

  /** Copies {@code length} bits from bit {@code start} of {@code from} to bit 0 of {@code to}. */
  public static void copy(MemorySegment from, int start, MemorySegment to, int length) {
    int shift = start & 7;
    long first = (long) start >>> 3;
    long bytes = bytes(length);
    if (shift == 0) {
      MemorySegment.copy(from, first, to, 0, bytes);
      return;
    }
    long last = bytes(start + length) - 1;
    for (long i = 0; i < bytes; i++) {
      int low = (from.get(Memory.BYTE, first + i) & 0xFF) >>> shift;
      int high = first + i < last ? from.get(Memory.BYTE, first + i + 1) << (8 - shift) : 0;
      to.set(Memory.BYTE, i, (byte) (low | high));
    }
  }

  /**
   * Copies the first {@code length} bits of {@code from} to bit {@code at} of {@code to}; bits
   * before it stay, those behind may become anything.
   */
  public static void append(MemorySegment from, int length, MemorySegment to, int at) {
    int shift = at & 7;
    long first = (long) at >>> 3;
    long bytes = bytes(length);
    if (shift == 0) {
      MemorySegment.copy(from, 0, to, first, bytes);
      return;
    }
    int held = to.get(Memory.BYTE, first) & (1 << shift) - 1;
    for (long i = 0; i < bytes; i++) {
      int bits = from.get(Memory.BYTE, i) & 0xFF;
      to.set(Memory.BYTE, first + i, (byte) (held | bits << shift));
      held = bits >>> 8 - shift;
    }
    if (bytes(at + length) > first + bytes) {
      to.set(Memory.BYTE, first + bytes, (byte) held);
    }
  }
}
