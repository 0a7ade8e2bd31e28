package io.sabot.operators.internal.kernel;

import io.sabot.batch.Utf8Validation;
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

  /** Whether the bytes of all rows together are ASCII; the gate to the ASCII kernels. */
  public static boolean isAscii(
      MemorySegment offsets, int width, MemorySegment values, int length) {
    return Utf8Validation.isAscii(values, offset(offsets, width, 0), offset(offsets, width, length));
  }

  /** Copies {@code bytes} bytes from {@code start}, with a to z as A to Z. */
  public static void upperAscii(MemorySegment from, long start, long bytes, MemorySegment to) {
    AsciiKernels.shift(from, start, bytes, 'a', to);
  }

  /** Copies {@code bytes} bytes from {@code start}, with A to Z as a to z. */
  public static void lowerAscii(MemorySegment from, long start, long bytes, MemorySegment to) {
    AsciiKernels.shift(from, start, bytes, 'A', to);
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
    TextSearch.contains(offsets, width, values, length, pattern, invert, bits);
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

  /** Rows that are one of the strings of a set. */
  public static void member(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextSet set,
      long invert,
      MemorySegment bits) {
    set.members(offsets, width, values, length, invert, bits);
  }

  /**
   * Pieces of ASCII rows: from position {@code first} (from 0; negative ones count from the end, -1
   * is the last) up to {@code count} bytes; positions outside a row are cut to it.
   */
  public static void substringAscii(
      MemorySegment offsets,
      int width,
      int length,
      long first,
      long count,
      long[] starts,
      int[] lengths) {
    TextPieces.substringAscii(offsets, width, length, first, count, starts, lengths);
  }

  /** As {@link #substringAscii}, counted in code points of UTF-8. */
  public static void substring(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      long first,
      long count,
      long[] starts,
      int[] lengths) {
    TextPieces.substring(offsets, width, values, length, first, count, starts, lengths);
  }

  /**
   * Writes {@code length + 1} offsets, from 0, of pieces that lie one behind the other.
   *
   * @return their bytes; past {@link Integer#MAX_VALUE} offsets of 4 bytes are wrong
   */
  public static long pieceOffsets(int[] lengths, int length, int width, MemorySegment to) {
    return TextPieces.offsets(lengths, length, width, to);
  }

  /** Copies pieces of {@code values} one behind the other. */
  public static void copyPieces(
      MemorySegment values, long[] starts, int[] lengths, int length, MemorySegment to) {
    TextPieces.copy(values, starts, lengths, length, to);
  }
}
