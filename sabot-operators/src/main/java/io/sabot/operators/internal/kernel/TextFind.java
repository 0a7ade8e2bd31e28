package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Looks for the bytes of one text in another. Both lie in 8 bytes or more. */
final class TextFind {
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

  private TextFind() {}

  /** The first place from {@code start} where all of the text lies before {@code end}, or -1. */
  static long first(
      MemorySegment values, long start, long end, MemorySegment search, long from, int size) {
    if (size == 0) {
      return start;
    }
    long head = TextPattern.head(search, from) & TextPattern.mask(size);
    long last = end - size;
    long at = start;
    long first = (head & 0xFFL) * ONES;
    int distance = size - 1;
    long tail = (search.get(Memory.BYTE, from + distance) & 0xFFL) * ONES;
    for (long limit = last - 7; at <= limit; at += 8) {
      long differ =
          values.get(Memory.LONG, at) ^ first | values.get(Memory.LONG, at + distance) ^ tail;
      long equal = ~((differ & LOW_BITS) + LOW_BITS | differ | LOW_BITS);
      for (; equal != 0; equal &= equal - 1) {
        long place = at + (Long.numberOfTrailingZeros(equal) >>> 3);
        if (isAt(values, place, search, from, size, head)) {
          return place;
        }
      }
    }
    for (; at <= last; at++) {
      if (isAt(values, at, search, from, size, head)) {
        return at;
      }
    }
    return -1;
  }

  /** The last place at or behind {@code start} that ends at or before {@code end}, or -1. */
  static long last(
      MemorySegment values, long start, long end, MemorySegment search, long from, int size) {
    long head = TextPattern.head(search, from) & TextPattern.mask(size);
    for (long at = end - size; at >= start; at--) {
      if (isAt(values, at, search, from, size, head)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAt(
      MemorySegment values, long at, MemorySegment search, long from, int size, long head) {
    return (TextPattern.head(values, at) & TextPattern.mask(size)) == head
        && (size <= 8 || isEqual(values, at + 8, search, from + 8, size - 8));
  }

  /** Whether as many bytes are the same. */
  static boolean isEqual(MemorySegment one, long at, MemorySegment other, long from, int size) {
    int i = 0;
    for (; i + 8 <= size; i += 8) {
      if (one.get(Memory.LONG, at + i) != other.get(Memory.LONG, from + i)) {
        return false;
      }
    }
    long rest = TextPattern.mask(size - i);
    return i == size
        || ((TextPattern.head(one, at + i) ^ TextPattern.head(other, from + i)) & rest) == 0;
  }
}
