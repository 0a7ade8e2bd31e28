package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Little-endian two's complement integers of 4 to 32 bytes, the unscaled values of decimals. */
public final class DecimalKernels {
  private static final BigInteger[] POWERS = new BigInteger[80];

  static {
    POWERS[0] = BigInteger.ONE;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1].multiply(BigInteger.TEN);
    }
  }

  private DecimalKernels() {}

  /** Ten to the power of {@code digits}. */
  public static BigInteger power(int digits) {
    return POWERS[digits];
  }

  /** Whether a value has at most {@code precision} digits. */
  public static boolean fits(BigInteger value, int precision) {
    return value.bitLength() < 63 && precision > 18 || value.abs().compareTo(POWERS[precision]) < 0;
  }

  /** The value at a row. */
  public static BigInteger get(MemorySegment from, int width, int row) {
    long at = (long) row * width;
    if (width == 4) {
      return BigInteger.valueOf(from.get(Memory.INT, at));
    }
    long low = from.get(Memory.LONG, at);
    if (width == 8 || width == 16 && from.get(Memory.LONG, at + 8) == low >> 63) {
      return BigInteger.valueOf(low);
    }
    byte[] bigEndian = new byte[width];
    for (int i = 0; i < width; i++) {
      bigEndian[width - 1 - i] = from.get(Memory.BYTE, at + i);
    }
    return new BigInteger(bigEndian);
  }

  /** Writes a value that has room in {@code width} bytes. */
  public static void put(MemorySegment to, int width, int row, BigInteger value) {
    long at = (long) row * width;
    BigInteger rest = value;
    for (int i = 0; i < width; i += 4) {
      to.set(Memory.INT, at + i, rest.intValue());
      rest = rest.shiftRight(32);
    }
  }

  /**
   * Sums, differences, products or remainders of 16 bytes each; a stride of 0 repeats one value.
   * Results of more than {@code precision} digits, and remainders of a division by 0, leave their
   * slot at 0 and their bit in {@code ok} unset.
   *
   * @return whether all fit
   */
  public static boolean compute(
      IntegerKernels.Operation operation,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int precision,
      int length,
      MemorySegment to,
      MemorySegment ok) {
    boolean all = true;
    long bound = precision > 18 ? Long.MAX_VALUE : POWERS[precision].longValue() - 1;
    for (int row = 0; row < length; row++) {
      long x = (long) row * strideA << 4;
      long y = (long) row * strideB << 4;
      boolean fits =
          isLong(a, x)
                  && isLong(b, y)
                  && small(operation, a.get(Memory.LONG, x), b.get(Memory.LONG, y), bound, to, row)
              || large(
                  operation,
                  get(a, 16, row * strideA),
                  get(b, 16, row * strideB),
                  precision,
                  to,
                  row);
      putOk(ok, row, fits);
      all &= fits;
    }
    return all;
  }

  /** Writes the bit of a row. */
  public static void putOk(MemorySegment ok, int row, boolean fits) {
    if (fits) {
      Bitmaps.set(ok, row);
    } else {
      Bitmaps.clear(ok, row);
    }
  }

  private static boolean isLong(MemorySegment from, long at) {
    return from.get(Memory.LONG, at + 8) == from.get(Memory.LONG, at) >> 63;
  }

  /** Most decimals are short: 64-bit arithmetic where nothing is lost, else false. */
  private static boolean small(
      IntegerKernels.Operation operation, long x, long y, long bound, MemorySegment to, int row) {
    long result;
    boolean exact;
    switch (operation) {
      case PLUS -> {
        result = x + y;
        exact = ((x ^ result) & (y ^ result)) >= 0;
      }
      case MINUS -> {
        result = x - y;
        exact = ((x ^ y) & (x ^ result)) >= 0;
      }
      case REMAINDER -> {
        exact = y != 0;
        result = exact ? x % y : 0;
      }
      default -> {
        result = x * y;
        exact = Math.multiplyHigh(x, y) == result >> 63;
      }
    }
    if (!exact || result > bound || result < -bound) {
      return false;
    }
    to.set(Memory.LONG, (long) row << 4, result);
    to.set(Memory.LONG, ((long) row << 4) + 8, result >> 63);
    return true;
  }

  private static boolean large(
      IntegerKernels.Operation operation,
      BigInteger x,
      BigInteger y,
      int precision,
      MemorySegment to,
      int row) {
    BigInteger result =
        switch (operation) {
          case PLUS -> x.add(y);
          case MINUS -> x.subtract(y);
          case REMAINDER -> y.signum() == 0 ? POWERS[precision] : x.remainder(y);
          default -> x.multiply(y);
        };
    boolean fits = fits(result, precision);
    put(to, 16, row, fits ? result : BigInteger.ZERO);
    return fits;
  }

  /** Whether 64-bit integers have a sign. */
  public enum Sign {
    /** They have. */
    SIGNED,
    /** They have none. */
    UNSIGNED
  }

  /** Integers as decimals of a scale. */
  public static boolean fromLongs(
      MemorySegment from,
      Sign sign,
      int scale,
      int precision,
      int width,
      int length,
      MemorySegment to,
      MemorySegment ok) {
    boolean all = true;
    for (int row = 0; row < length; row++) {
      long value = from.get(Memory.LONG, (long) row << 3);
      BigInteger whole = BigInteger.valueOf(value);
      if (sign == Sign.UNSIGNED && value < 0) {
        whole = whole.add(BigInteger.ONE.shiftLeft(64));
      }
      all &= putChecked(to, width, row, whole.multiply(POWERS[scale]), precision, ok);
    }
    return all;
  }

  /** Binary64 as decimals, half up; NaN and infinities do not fit. */
  public static boolean fromDoubles(
      MemorySegment from,
      int scale,
      int precision,
      int width,
      int length,
      MemorySegment to,
      MemorySegment ok) {
    boolean all = true;
    for (int row = 0; row < length; row++) {
      double value = from.get(Memory.DOUBLE, (long) row << 3);
      BigInteger unscaled =
          Double.isFinite(value)
              ? new BigDecimal(value).setScale(scale, RoundingMode.HALF_UP).unscaledValue()
              : POWERS[precision];
      all &= putChecked(to, width, row, unscaled, precision, ok);
    }
    return all;
  }

  /** Decimals in another scale, half up. */
  public static boolean rescale(
      MemorySegment from,
      int fromWidth,
      int fromScale,
      int width,
      int scale,
      int precision,
      int length,
      MemorySegment to,
      MemorySegment ok) {
    boolean all = true;
    for (int row = 0; row < length; row++) {
      BigInteger unscaled = get(from, fromWidth, row);
      unscaled =
          scale >= fromScale
              ? unscaled.multiply(POWERS[scale - fromScale])
              : new BigDecimal(unscaled, fromScale)
                  .setScale(scale, RoundingMode.HALF_UP)
                  .unscaledValue();
      all &= putChecked(to, width, row, unscaled, precision, ok);
    }
    return all;
  }

  /** The nearest floating point number of 2, 4 or 8 bytes. */
  public static void toFloats(
      MemorySegment from, int fromWidth, int scale, int width, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double value = new BigDecimal(get(from, fromWidth, row), scale).doubleValue();
      CastKernels.put(to, width, row, value);
    }
  }

  /** Integers of {@code width} bytes, half up. */
  public static boolean toIntegers(
      MemorySegment from,
      int fromWidth,
      int scale,
      int width,
      Sign sign,
      int length,
      MemorySegment to,
      MemorySegment ok) {
    boolean all = true;
    int bits = 8 * width - (sign == Sign.SIGNED ? 1 : 0);
    for (int row = 0; row < length; row++) {
      BigInteger value =
          new BigDecimal(get(from, fromWidth, row), scale)
              .setScale(0, RoundingMode.HALF_UP)
              .unscaledValue();
      boolean fits = value.bitLength() <= bits && (sign == Sign.SIGNED || value.signum() >= 0);
      putOk(ok, row, fits);
      all &= fits;
      putInteger(to, width, row, value.longValue());
    }
    return all;
  }

  private static void putInteger(MemorySegment to, int width, int row, long value) {
    switch (width) {
      case 1 -> to.set(Memory.BYTE, row, (byte) value);
      case 2 -> to.set(Memory.SHORT, (long) row << 1, (short) value);
      case 4 -> to.set(Memory.INT, (long) row << 2, (int) value);
      default -> to.set(Memory.LONG, (long) row << 3, value);
    }
  }

  /** Writes a value of at most {@code precision} digits, or 0; and the bit that says which. */
  public static boolean putChecked(
      MemorySegment to, int width, int row, BigInteger value, int precision, MemorySegment ok) {
    boolean fits = fits(value, precision);
    put(to, width, row, fits ? value : BigInteger.ZERO);
    putOk(ok, row, fits);
    return fits;
  }

  /** a = b, 16 bytes each; a stride of 0 repeats one value. */
  public static void equal(
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      long invert,
      MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int end = Math.min((w + 1) << 6, length);
      long word = 0;
      for (int row = w << 6; row < end; row++) {
        long x = (long) row * strideA << 4;
        long y = (long) row * strideB << 4;
        boolean same =
            a.get(Memory.LONG, x) == b.get(Memory.LONG, y)
                && a.get(Memory.LONG, x + 8) == b.get(Memory.LONG, y + 8);
        word |= (same ? 1L : 0L) << row;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  /** a &lt; b, 16 bytes each; a stride of 0 repeats one value. */
  public static void less(
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      long invert,
      MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int end = Math.min((w + 1) << 6, length);
      long word = 0;
      for (int row = w << 6; row < end; row++) {
        long x = (long) row * strideA << 4;
        long y = (long) row * strideB << 4;
        long highA = a.get(Memory.LONG, x + 8);
        long highB = b.get(Memory.LONG, y + 8);
        boolean before =
            highA < highB
                || highA == highB
                    && Long.compareUnsigned(a.get(Memory.LONG, x), b.get(Memory.LONG, y)) < 0;
        word |= (before ? 1L : 0L) << row;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }
}
