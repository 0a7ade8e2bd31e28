package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Steps through UTF-8, which is known to be valid. */
final class CodePoints {
  private CodePoints() {}

  /** Bytes of the code point that begins with a byte. */
  static int size(byte lead) {
    return lead >= 0 ? 1 : lead < (byte) 0xE0 ? 2 : lead < (byte) 0xF0 ? 3 : 4;
  }

  /** The position {@code count} code points further on, at most the end. */
  static long skip(MemorySegment values, long start, long end, long count) {
    long at = start;
    for (long i = 0; i < count && at < end; i++) {
      at += size(values.get(Memory.BYTE, at));
    }
    return Math.min(at, end);
  }

  /** The position {@code count} code points before the end, at least the start. */
  static long back(MemorySegment values, long start, long end, long count) {
    long at = end;
    for (long i = 0; i < count && at > start; i++) {
      at = before(values, at);
    }
    return at;
  }

  /** Where the code point begins that ends at a position. */
  static long before(MemorySegment values, long end) {
    long at = end - 1;
    while ((values.get(Memory.BYTE, at) & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }

  /** The code point at a position. */
  static int at(MemorySegment values, long at) {
    int lead = values.get(Memory.BYTE, at);
    if (lead >= 0) {
      return lead;
    }
    int size = size((byte) lead);
    int point = lead & (0xFF >>> (size + 1));
    for (int i = 1; i < size; i++) {
      point = point << 6 | values.get(Memory.BYTE, at + i) & 0x3F;
    }
    return point;
  }

  /** Writes a code point; where it ends. */
  static long put(MemorySegment to, long at, int point) {
    if (point < 0x80) {
      to.set(Memory.BYTE, at, (byte) point);
      return at + 1;
    }
    int size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    int rest = point;
    for (int i = size - 1; i > 0; i--) {
      to.set(Memory.BYTE, at + i, (byte) (0x80 | rest & 0x3F));
      rest >>>= 6;
    }
    to.set(Memory.BYTE, at, (byte) (0xF00 >>> size | rest));
    return at + size;
  }

  /** The bytes of a code point in UTF-8. */
  static int bytes(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
}
