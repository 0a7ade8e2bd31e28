package io.sabot.state;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** The XXH64 hash function. Pure; equal bytes and seed give equal hashes on every machine. */
public final class XxHash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private XxHash64() {}

  /** The hash of the 8 little-endian bytes of a value. */
  public static long hash(long value, long seed) {
    return avalanche(lane(seed + P5 + 8, value));
  }

  /** The hash of {@code length} bytes from {@code start}. */
  public static long hash(MemorySegment bytes, long start, long length, long seed) {
    long at = start;
    long end = start + length;
    long hash = seed + P5;
    if (length >= 32) {
      hash = stripes(bytes, start, length, seed);
      at += length & ~31L;
    }
    return tail(bytes, at, end, hash + length);
  }

  private static long stripes(MemorySegment bytes, long start, long length, long seed) {
    long v1 = seed + P1 + P2;
    long v2 = seed + P2;
    long v3 = seed;
    long v4 = seed - P1;
    long end = start + (length & ~31L);
    for (long at = start; at < end; at += 32) {
      v1 = round(v1, bytes.get(Memory.LONG, at));
      v2 = round(v2, bytes.get(Memory.LONG, at + 8));
      v3 = round(v3, bytes.get(Memory.LONG, at + 16));
      v4 = round(v4, bytes.get(Memory.LONG, at + 24));
    }
    long hash =
        Long.rotateLeft(v1, 1)
            + Long.rotateLeft(v2, 7)
            + Long.rotateLeft(v3, 12)
            + Long.rotateLeft(v4, 18);
    return merge(merge(merge(merge(hash, v1), v2), v3), v4);
  }

  private static long tail(MemorySegment bytes, long from, long end, long start) {
    long hash = start;
    long at = from;
    for (; at + 8 <= end; at += 8) {
      hash = lane(hash, bytes.get(Memory.LONG, at));
    }
    if (at + 4 <= end) {
      hash ^= (bytes.get(Memory.INT, at) & 0xFFFFFFFFL) * P1;
      hash = Long.rotateLeft(hash, 23) * P2 + P3;
      at += 4;
    }
    for (; at < end; at++) {
      hash ^= (bytes.get(Memory.BYTE, at) & 0xFFL) * P5;
      hash = Long.rotateLeft(hash, 11) * P1;
    }
    return avalanche(hash);
  }

  private static long round(long accumulator, long input) {
    return Long.rotateLeft(accumulator + input * P2, 31) * P1;
  }

  private static long merge(long hash, long value) {
    return (hash ^ round(0, value)) * P1 + P4;
  }

  private static long lane(long hash, long input) {
    return Long.rotateLeft(hash ^ round(0, input), 27) * P1 + P4;
  }

  private static long avalanche(long value) {
    long hash = (value ^ value >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }
}
