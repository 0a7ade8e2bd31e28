package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * The face of the kernels over strings: offsets of 4 or 8 bytes ({@code length + 1} of them, not
 * descending, within the values) and the bytes between them. Every row is computed, also under
 * nulls. What searches writes one bit per row, XORed with {@code invert} (0 or -1).
 */
public final class TextKernels {
  private TextKernels() {}

  /** The offset of a row. */
  static long offset(MemorySegment offsets, int width, long row) {
    return width == 4 ? offsets.get(Memory.INT, row << 2) : offsets.get(Memory.LONG, row << 3);
  }

  private static boolean isAscii(
      MemorySegment offsets, int width, MemorySegment values, int length) {
    return Kernels.BYTES.isAscii(values, offset(offsets, width, 0), offset(offsets, width, length));
  }

  /** Bytes of each row, as 32-bit integers. */
  public static void byteLengths(MemorySegment offsets, int width, int length, MemorySegment to) {
    TextLengths.bytes(offsets, width, length, to);
  }

  /** Code points of each row of UTF-8, as 32-bit integers. */
  public static void codePoints(
      MemorySegment offsets, int width, MemorySegment values, int length, MemorySegment to) {
    if (isAscii(offsets, width, values, length)) {
      TextLengths.bytes(offsets, width, length, to);
    } else {
      TextLengths.codePoints(offsets, width, values, length, to);
    }
  }

  /** Rows in which the pattern occurs; {@code like '%pattern%'}. */
  public static void contains(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    TextSearch.contains(offsets, width, values, length, pattern, TextPieces.NONE, invert, bits);
  }

  /** Rows that begin with the pattern; {@code like 'pattern%'}. */
  public static void startsWith(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    TextEnds.startsWith(offsets, width, values, length, pattern, invert, bits);
  }

  /** Rows that end with the pattern; {@code like '%pattern'}. */
  public static void endsWith(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    TextEnds.endsWith(offsets, width, values, length, pattern, invert, bits);
  }

  /** Rows that are the pattern; {@code like 'pattern'}, {@code = 'pattern'}. */
  public static void equal(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    TextEnds.equal(offsets, width, values, length, pattern, invert, bits);
  }
}
