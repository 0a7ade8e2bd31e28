package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Known texts in an open hash table, at most half full. Length, first and last word of a row tell
 * most of them apart; bytes between those are compared only where all else is equal. Rows come in
 * all lengths, so what leads to the answer "no" has no branch that depends on them. Immutable.
 */
public final class TextSet {
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final MemorySegment[] texts;
  private final int[] lengths;
  private final long[] heads;
  private final long[] tails;

  /** A bit for each hash there is, of 4,096. */
  private final long[] hashes = new long[64];

  private TextSet(int slots) {
    texts = new MemorySegment[slots];
    lengths = new int[slots];
    heads = new long[slots];
    tails = new long[slots];
    java.util.Arrays.fill(lengths, -1);
  }

  /** The set of these texts. */
  public static TextSet of(List<byte[]> members) {
    TextSet set = new TextSet(Integer.highestOneBit(members.size() * 2 + 1) * 2);
    for (byte[] member : members) {
      set.add(member);
    }
    return set;
  }

  private void add(byte[] member) {
    MemorySegment bytes = MemorySegment.ofArray(member);
    int length = member.length;
    long head = head(bytes, 0, length);
    long tail = tail(bytes, 0, length, head);
    long hash = hash(head, tail, length);
    hashes[(int) (hash >>> 58)] |= 1L << (hash >>> 52);
    int slot = slot(hash);
    while (lengths[slot] >= 0 && !isEqual(slot, bytes, 0, length, head, tail)) {
      slot = slot + 1 & lengths.length - 1;
    }
    texts[slot] = bytes;
    lengths[slot] = length;
    heads[slot] = head;
    tails[slot] = tail;
  }

  /** Whether the bytes of a row are in the set. */
  public boolean contains(MemorySegment values, long start, int length) {
    long head;
    long tail;
    if (start + 8 <= values.byteSize()) {
      long mask = mask(length);
      head = values.get(Memory.LONG, start) & mask;
      tail = values.get(Memory.LONG, start + Math.max(length - 8, 0)) & mask;
    } else {
      head = head(values, start, length);
      tail = tail(values, start, length, head);
    }
    long hash = hash(head, tail, length);
    return (hashes[(int) (hash >>> 58)] >>> (hash >>> 52) & 1) != 0
        && isMember(values, start, length, head, tail, hash);
  }

  private boolean isMember(
      MemorySegment values, long start, int length, long head, long tail, long hash) {
    int slot = slot(hash);
    while (lengths[slot] >= 0) {
      if (isEqual(slot, values, start, length, head, tail)) {
        return true;
      }
      slot = slot + 1 & lengths.length - 1;
    }
    return false;
  }

  /** The low bytes of a word that a text of some length fills: none for 0, all from 8 on. */
  private static long mask(int length) {
    int free = 64 - (Math.min(length, 8) << 3);
    int half = free >>> 1;
    return -1L >>> half >>> free - half;
  }

  /** Of the rows {@code first + bit} for each bit in {@code open}, the bits of members. */
  public long members(
      MemorySegment offsets, int width, MemorySegment values, int first, long open) {
    long members = 0;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      long start = TextKernels.offset(offsets, width, (long) first + bit);
      long end = TextKernels.offset(offsets, width, (long) first + bit + 1);
      members |= (contains(values, start, (int) (end - start)) ? 1L : 0L) << bit;
    }
    return members;
  }

  private boolean isEqual(
      int slot, MemorySegment values, long start, int length, long head, long tail) {
    return heads[slot] == head
        && tails[slot] == tail
        && lengths[slot] == length
        && (length <= 16
            || MemorySegment.mismatch(
                    texts[slot], 8, length - 8, values, start + 8, start + length - 8)
                < 0);
  }

  private static long hash(long head, long tail, int length) {
    long hash = (head ^ Long.rotateLeft(tail, 29) ^ length) * MIX;
    return (hash ^ hash >>> 32) * MIX;
  }

  private int slot(long hash) {
    return (int) (hash >>> 20) & lengths.length - 1;
  }

  /** The first eight bytes, or all there are. */
  private static long head(MemorySegment values, long start, int length) {
    if (length >= 8) {
      return values.get(Memory.LONG, start);
    }
    if (start + 8 <= values.byteSize()) {
      return values.get(Memory.LONG, start) & TextPattern.mask(length);
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (values.get(Memory.BYTE, start + i) & 0xFFL) << (i << 3);
    }
    return word;
  }

  private static long tail(MemorySegment values, long start, int length, long head) {
    return length > 8 ? values.get(Memory.LONG, start + length - 8) : head;
  }
}
