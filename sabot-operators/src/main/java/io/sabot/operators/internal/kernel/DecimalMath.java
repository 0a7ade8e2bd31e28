package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Functions of 128-bit decimals, by their unscaled values. */
public final class DecimalMath {
  private static final int LONG_DIGITS = 18;

  private DecimalMath() {}

  /** Without sign: as many digits, so that nothing can fail. */
  public static void abs(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long at = (long) row << 4;
      long low = from.get(Memory.LONG, at);
      long high = from.get(Memory.LONG, at + 8);
      long sign = high >> 63;
      long positive = (low ^ sign) - sign;
      long carry = sign & (positive == 0 ? 1 : 0);
      to.set(Memory.LONG, at, positive);
      to.set(Memory.LONG, at + 8, (high ^ sign) + carry);
    }
  }

  /** -1, 0 or 1. */
  public static void sign(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long at = (long) row << 4;
      long low = from.get(Memory.LONG, at);
      long high = from.get(Memory.LONG, at + 8);
      long sign = high < 0 ? -1 : (low | high) == 0 ? 0 : 1;
      to.set(Memory.LONG, at, sign);
      to.set(Memory.LONG, at + 8, sign >> 63);
    }
  }

  /**
   * Rounds digits away and puts zeros in the place of some of them.
   *
   * @param dropped digits that are rounded away
   * @param zeros how many of them come back as 0
   * @return whether all results have at most {@code precision} digits; those that have not leave
   *     their bit in {@code ok} unset
   */
  public static boolean round(
      MemorySegment from,
      long dropped,
      int zeros,
      RoundingMode mode,
      int precision,
      int length,
      MemorySegment to,
      MemorySegment ok) {
    boolean all = true;
    boolean isShort = dropped <= LONG_DIGITS && zeros == 0;
    long power = isShort ? DecimalKernels.power((int) dropped).longValue() : 0;
    for (int row = 0; row < length; row++) {
      long at = (long) row << 4;
      long low = from.get(Memory.LONG, at);
      if (isShort && from.get(Memory.LONG, at + 8) == low >> 63) {
        long quotient = divide(low, power, mode);
        to.set(Memory.LONG, at, quotient);
        to.set(Memory.LONG, at + 8, quotient >> 63);
        DecimalKernels.putOk(ok, row, true);
      } else {
        BigInteger rounded =
            new BigDecimal(DecimalKernels.get(from, 16, row), (int) dropped)
                .setScale(0, mode)
                .unscaledValue()
                .multiply(DecimalKernels.power(zeros));
        all &= DecimalKernels.putChecked(to, 16, row, rounded, precision, ok);
      }
    }
    return all;
  }

  private static long divide(long value, long power, RoundingMode mode) {
    long quotient = value / power;
    long rest = value % power;
    return switch (mode) {
      case CEILING -> rest > 0 ? quotient + 1 : quotient;
      case FLOOR -> rest < 0 ? quotient - 1 : quotient;
      case HALF_UP ->
          Math.abs(rest) >= power - Math.abs(rest) ? quotient + Long.signum(value) : quotient;
      default -> quotient;
    };
  }
}
