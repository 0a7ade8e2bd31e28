package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes one key column of many rows as bytes whose unsigned order is the order of the values. Each
 * value is a marker byte that places nulls, then
 *
 * <pre>
 *   integer, time, decimal   big-endian, sign bit flipped where signed
 *   float                    NaN made one, -0.0 made 0.0; negative: all bits flipped, else sign bit
 *   boolean                  one byte, 0 or 1
 *   fixed-size binary        as it is
 *   string, binary           0x00 as 0x00 0xFF, others as they are, then 0x00 0x00
 * </pre>
 *
 * with every bit flipped for a descending key, markers excepted. A null is its marker and, where
 * the width is fixed, zeros. No encoding is the beginning of another, so that those of several
 * columns can stand one behind the other. {@code cursors} holds for each row where its next byte
 * goes, and is moved on.
 */
public final class SortKeyKernels {
  /** What stands before a value; a null before it is marked 0, one after it 2. */
  public static final byte VALUE = 1;

  private static final ValueLayout.OfShort BIG_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt BIG_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private SortKeyKernels() {}

  private static boolean isNull(@Nullable MemorySegment validity, int row) {
    return validity != null && !Bitmaps.get(validity, row);
  }

  /** Markers of all rows. */
  public static void markers(
      @Nullable MemorySegment validity,
      int rows,
      byte nullMarker,
      MemorySegment to,
      long[] cursors) {
    for (int i = 0; i < rows; i++) {
      to.set(Memory.BYTE, cursors[i]++, isNull(validity, i) ? nullMarker : VALUE);
    }
  }

  /** Markers of a column without values. */
  public static void allNull(int rows, byte nullMarker, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      to.set(Memory.BYTE, cursors[i]++, nullMarker);
    }
  }

  /** Bits, each xor {@code flip}. */
  public static void bits(
      MemorySegment values, int rows, byte flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      byte bit = (byte) (Bitmaps.get(values, i) ? 1 : 0);
      to.set(Memory.BYTE, cursors[i]++, (byte) (bit ^ flip));
    }
  }

  /** Values of 1 byte, each xor {@code flip}. */
  public static void bytes1(
      MemorySegment values, int rows, byte flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      to.set(Memory.BYTE, cursors[i]++, (byte) (values.get(Memory.BYTE, i) ^ flip));
    }
  }

  /** Values of 2 bytes, each xor {@code flip}. */
  public static void bytes2(
      MemorySegment values, int rows, short flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      short value = values.get(Memory.SHORT, (long) i << 1);
      to.set(BIG_SHORT, cursors[i], (short) (value ^ flip));
      cursors[i] += 2;
    }
  }

  /** Values of 4 bytes, each xor {@code flip}. */
  public static void bytes4(
      MemorySegment values, int rows, int flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      to.set(BIG_INT, cursors[i], values.get(Memory.INT, (long) i << 2) ^ flip);
      cursors[i] += 4;
    }
  }

  /** Values of 8 bytes, each xor {@code flip}. */
  public static void bytes8(
      MemorySegment values, int rows, long flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      to.set(BIG_LONG, cursors[i], values.get(Memory.LONG, (long) i << 3) ^ flip);
      cursors[i] += 8;
    }
  }

  /**
   * Signed little-endian values of {@code words} × 8 bytes, each word xor {@code flip}, the sign
   * bit flipped once more.
   */
  public static void words(
      MemorySegment values, int words, int rows, long flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      long sign = Long.MIN_VALUE;
      for (int w = words - 1; w >= 0; w--) {
        long word = values.get(Memory.LONG, ((long) i * words + w) << 3);
        to.set(BIG_LONG, cursors[i], word ^ flip ^ sign);
        cursors[i] += 8;
        sign = 0;
      }
    }
  }

  /** Half floats, each xor {@code flip} once they are in order. */
  public static void float2(
      MemorySegment values, int rows, short flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      int bits = values.get(Memory.SHORT, (long) i << 1) & 0xFFFF;
      int magnitude = bits & 0x7FFF;
      int canonical = magnitude > 0x7C00 ? 0x7E00 : magnitude == 0 ? 0 : bits;
      int ordered = canonical < 0x8000 ? canonical ^ 0x8000 : ~canonical;
      to.set(BIG_SHORT, cursors[i], (short) (ordered ^ flip));
      cursors[i] += 2;
    }
  }

  /** Floats, each xor {@code flip} once they are in order. */
  public static void float4(
      MemorySegment values, int rows, int flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      // Adding 0 turns -0.0 into 0.0; floatToIntBits makes one NaN of all.
      int bits = Float.floatToIntBits(values.get(Memory.FLOAT, (long) i << 2) + 0f);
      to.set(BIG_INT, cursors[i], bits ^ (bits >> 31 | Integer.MIN_VALUE) ^ flip);
      cursors[i] += 4;
    }
  }

  /** Doubles, each xor {@code flip} once they are in order. */
  public static void float8(
      MemorySegment values, int rows, long flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      long bits = Double.doubleToLongBits(values.get(Memory.DOUBLE, (long) i << 3) + 0d);
      to.set(BIG_LONG, cursors[i], bits ^ (bits >> 63 | Long.MIN_VALUE) ^ flip);
      cursors[i] += 8;
    }
  }

  /** Values of {@code width} bytes, each byte xor {@code flip}. */
  public static void anyWidth(
      MemorySegment values, int width, int rows, byte flip, MemorySegment to, long[] cursors) {
    for (int i = 0; i < rows; i++) {
      long from = (long) i * width;
      for (int b = 0; b < width; b++) {
        to.set(Memory.BYTE, cursors[i]++, (byte) (values.get(Memory.BYTE, from + b) ^ flip));
      }
    }
  }

  /** Zeroes the {@code width} bytes that end at the cursor of each null row. */
  public static void clearNulls(
      @Nullable MemorySegment validity, int rows, int width, MemorySegment to, long[] cursors) {
    if (validity == null) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (!Bitmaps.get(validity, i)) {
        to.asSlice(cursors[i] - width, width).fill((byte) 0);
      }
    }
  }

  /** Bytes that a string takes once escaped. */
  public static long escapedLength(MemorySegment bytes, long start, long length) {
    long zeros = 0;
    for (long b = start; b < start + length; b++) {
      zeros += bytes.get(Memory.BYTE, b) == 0 ? 1 : 0;
    }
    return length + zeros + 2;
  }

  /** Writes one escaped value, each byte xor {@code flip}; returns where the next byte goes. */
  public static long escape(
      MemorySegment bytes, long start, long length, byte flip, MemorySegment to, long at) {
    long next = at;
    for (long b = start; b < start + length; b++) {
      byte value = bytes.get(Memory.BYTE, b);
      to.set(Memory.BYTE, next++, (byte) (value ^ flip));
      if (value == 0) {
        to.set(Memory.BYTE, next++, (byte) (0xFF ^ flip));
      }
    }
    to.set(Memory.BYTE, next++, flip);
    to.set(Memory.BYTE, next++, flip);
    return next;
  }
}
