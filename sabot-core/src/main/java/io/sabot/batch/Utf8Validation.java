package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Looks for strings that are not UTF-8 (RFC 3629: no overlong forms, no surrogates, at most
 * U+10FFFF). Bytes that are all ASCII, which most are, pass whole parts at a time.
 */
public final class Utf8Validation {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final int INLINE = 12;

  /** Bytes looked at together. */
  private static final int PART = 1 << 14;

  /** As signed bytes those inside a sequence, 0x80 to 0xBF, are the ones below 0xC0. */
  private static final int FIRST_LEAD = (byte) 0xC0;

  private Utf8Validation() {}

  /** The first row that is not null and not UTF-8, or -1; offsets are known to be in range. */
  static int firstBad(
      MemorySegment offsets,
      boolean large,
      MemorySegment data,
      int rows,
      @Nullable MemorySegment validity) {
    long start = TakeVariable.offset(offsets, large, 0);
    long end = TakeVariable.offset(offsets, large, rows);
    if (isAscii(data, start, end)) {
      return -1;
    }
    boolean whole =
        isUtf8(data, start, end)
            && (large
                ? cutsNoCharacter8(offsets, data, rows, end)
                : cutsNoCharacter4(offsets, data, rows, end));
    return whole ? -1 : firstBadRow(offsets, large, data, rows, validity);
  }

  private static int firstBadRow(
      MemorySegment offsets,
      boolean large,
      MemorySegment data,
      int rows,
      @Nullable MemorySegment validity) {
    long start = TakeVariable.offset(offsets, large, 0);
    for (int i = 0; i < rows; i++) {
      long next = TakeVariable.offset(offsets, large, i + 1L);
      if (!isUtf8(data, start, next) && ValidationKernels.valid(validity, i)) {
        return i;
      }
      start = next;
    }
    return -1;
  }

  /** Whether each row of text that is UTF-8 as a whole starts with the first byte of a sequence. */
  private static boolean cutsNoCharacter4(
      MemorySegment offsets, MemorySegment data, int rows, long end) {
    int signs = 0;
    for (int i = 0; i < rows; i++) {
      int start = offsets.get(Memory.INT, (long) i << 2);
      if (start < end) {
        signs |= data.get(Memory.BYTE, start) - FIRST_LEAD;
      }
    }
    return signs >= 0;
  }

  private static boolean cutsNoCharacter8(
      MemorySegment offsets, MemorySegment data, int rows, long end) {
    int signs = 0;
    for (int i = 0; i < rows; i++) {
      long start = offsets.get(Memory.LONG, (long) i << 3);
      if (start < end) {
        signs |= data.get(Memory.BYTE, start) - FIRST_LEAD;
      }
    }
    return signs >= 0;
  }

  /** As {@link #firstBad}, over views known to be in range. */
  static int firstBadView(
      MemorySegment views, MemorySegment[] data, int rows, @Nullable MemorySegment validity) {
    for (int i = 0; i < rows; i++) {
      long at = (long) i << 4;
      int length = views.get(Memory.INT, at);
      if (length <= INLINE && isAsciiInline(views, at)) {
        continue;
      }
      if (ValidationKernels.valid(validity, i) && !isUtf8View(views, at, length, data)) {
        return i;
      }
    }
    return -1;
  }

  /** Looks at the padding, too, which is zero where the writer was careful. */
  private static boolean isAsciiInline(MemorySegment views, long at) {
    long first = views.get(Memory.LONG, at) & ~0xFFFF_FFFFL;
    return ((first | views.get(Memory.LONG, at + 8)) & HIGH_BITS) == 0;
  }

  private static boolean isUtf8View(
      MemorySegment views, long at, int length, MemorySegment[] data) {
    if (length <= INLINE) {
      return isUtf8(views, at + 4, at + 4 + length);
    }
    MemorySegment bytes = data[views.get(Memory.INT, at + 8)];
    long offset = views.get(Memory.INT, at + 12);
    return isAsciiLong(bytes, offset, offset + length) || isUtf8(bytes, offset, offset + length);
  }

  /** For at least 8 bytes; the last word may overlap the one before it. */
  private static boolean isAsciiLong(MemorySegment data, long start, long end) {
    long bits = data.get(Memory.LONG, end - 8);
    for (long at = start; at < end - 8; at += 8) {
      bits |= data.get(Memory.LONG, at);
    }
    return (bits & HIGH_BITS) == 0;
  }

  /** Whether the bytes from {@code start} to {@code end}, exclusive, are ASCII. */
  public static boolean isAscii(MemorySegment data, long start, long end) {
    for (long at = start; at < end; at += PART) {
      if (highBits(data.asSlice(at, Math.min(PART, end - at))) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Counts from the start of a slice without leaving early: such a loop becomes SIMD. */
  private static long highBits(MemorySegment part) {
    int words = (int) (part.byteSize() >>> 3);
    long bits = 0;
    for (int word = 0; word < words; word++) {
      bits |= part.get(Memory.LONG, (long) word << 3);
    }
    for (long at = (long) words << 3; at < part.byteSize(); at++) {
      bits |= part.get(Memory.BYTE, at);
    }
    return bits & HIGH_BITS;
  }

  private static boolean isAscii32(MemorySegment data, long at) {
    long bits =
        data.get(Memory.LONG, at)
            | data.get(Memory.LONG, at + 8)
            | data.get(Memory.LONG, at + 16)
            | data.get(Memory.LONG, at + 24);
    return (bits & HIGH_BITS) == 0;
  }

  /** Whether all bytes from {@code start} to {@code end} are whole UTF-8 characters. */
  public static boolean isUtf8(MemorySegment data, long start, long end) {
    long at = asciiEnd(data, start, end);
    while (at < end) {
      int length = sequenceLength(data.get(Memory.BYTE, at) & 0xFF);
      if (length == 0 || at + length > end || !isSequence(data, at, length)) {
        return false;
      }
      at = asciiEnd(data, at + length, end);
    }
    return true;
  }

  /** The first byte from {@code start} on that is not ASCII, or {@code end}. */
  public static long asciiEnd(MemorySegment data, long start, long end) {
    long at = start;
    while (at + 32 <= end && isAscii32(data, at)) {
      at += 32;
    }
    for (; at + 8 <= end; at += 8) {
      long high = data.get(Memory.LONG, at) & HIGH_BITS;
      if (high != 0) {
        return at + (Long.numberOfTrailingZeros(high) >>> 3);
      }
    }
    while (at < end && data.get(Memory.BYTE, at) >= 0) {
      at++;
    }
    return at;
  }

  /** Bytes of the sequence that a lead byte above 0x7F starts; 0 where none can. */
  private static int sequenceLength(int first) {
    if (first < 0xC2) {
      return 0;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  }

  private static boolean isSequence(MemorySegment data, long at, int length) {
    int first = data.get(Memory.BYTE, at) & 0xFF;
    int second = data.get(Memory.BYTE, at + 1) & 0xFF;
    for (int i = 1; i < length; i++) {
      if ((data.get(Memory.BYTE, at + i) & 0xC0) != 0x80) {
        return false;
      }
    }
    return switch (first) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
