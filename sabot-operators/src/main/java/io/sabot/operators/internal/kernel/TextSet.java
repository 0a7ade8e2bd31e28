package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;

/**
 * A set of byte strings that is asked row by row: a table of lengths and of first and last words,
 * which decide up to 16 bytes. Immutable.
 */
public final class TextSet {
  private static final int EMPTY = -1;

  private final int mask;
  private final int[] lengths;
  private final long[] heads;
  private final long[] tails;
  private final byte[][] strings;

  private TextSet(int slots) {
    mask = slots - 1;
    lengths = new int[slots];
    heads = new long[slots];
    tails = new long[slots];
    strings = new byte[slots][];
    Arrays.fill(lengths, EMPTY);
  }

  /** The set of these strings, which may repeat. */
  public static TextSet of(Collection<byte[]> strings) {
    TextSet set = new TextSet(Integer.highestOneBit(Math.max(4, strings.size())) << 2);
    strings.forEach(set::add);
    return set;
  }

  private void add(byte[] string) {
    MemorySegment bytes = TextPattern.padded(MemorySegment.ofArray(string));
    long head = head(bytes, 0, string.length);
    long tail = tail(bytes, string.length, string.length);
    int slot = hash(head, tail, string.length) & mask;
    while (lengths[slot] != EMPTY) {
      if (Arrays.equals(strings[slot], string)) {
        return;
      }
      slot = slot + 1 & mask;
    }
    lengths[slot] = string.length;
    heads[slot] = head;
    tails[slot] = tail;
    strings[slot] = string.clone();
  }

  private static long head(MemorySegment values, long start, long length) {
    return TextPattern.head(values, start) & TextPattern.mask(length);
  }

  /** The last word of more than 8 bytes. */
  private static long tail(MemorySegment values, long end, long length) {
    return length > 8 ? values.get(Memory.LONG, end - 8) : 0;
  }

  private static int hash(long head, long tail, long length) {
    long mixed = (head ^ Long.rotateLeft(tail, 29) ^ length) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 40);
  }

  /** A bit for each row that is a member, XORed with {@code invert}. */
  void members(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      long invert,
      MemorySegment bits) {
    MemorySegment padded = TextPattern.padded(values);
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int first = w << 6;
      int rows = Math.min(64, length - first);
      long start = TextKernels.offset(offsets, width, first);
      long word = 0;
      for (int i = 0; i < rows; i++) {
        long end = TextKernels.offset(offsets, width, first + i + 1L);
        word |= (contains(padded, start, end) ? 1L : 0L) << i;
        start = end;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  /** Whether the bytes between two positions are a member; {@code values} has 8 bytes or more. */
  private boolean contains(MemorySegment values, long start, long end) {
    long length = end - start;
    long head = head(values, start, length);
    long tail = tail(values, end, length);
    int slot = hash(head, tail, length) & mask;
    while (lengths[slot] != EMPTY) {
      boolean likely = lengths[slot] == length && heads[slot] == head && tails[slot] == tail;
      if (likely && (length <= 16 || isMiddle(strings[slot], values, start))) {
        return true;
      }
      slot = slot + 1 & mask;
    }
    return false;
  }

  private static boolean isMiddle(byte[] string, MemorySegment values, long start) {
    int end = string.length - 8;
    MemorySegment expected = MemorySegment.ofArray(string);
    return MemorySegment.mismatch(expected, 8, end, values, start + 8, start + end) < 0;
  }
}
