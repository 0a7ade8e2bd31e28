package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Whether decimals of 16 bytes keep within the digits that their type promises. */
public final class DecimalBounds {
  private DecimalBounds() {}

  /** Whether every valid row has at most {@code precision} digits. */
  public static boolean hold(
      MemorySegment values, @Nullable MemorySegment validity, int precision, int length) {
    BigInteger bound = DecimalKernels.power(precision);
    long high = bound.shiftRight(64).longValue();
    long low = bound.longValue();
    for (int row = 0; row < length; row++) {
      long at = (long) row << 4;
      boolean isWithin =
          isLess(values.get(Memory.LONG, at + 8), values.get(Memory.LONG, at), high, low);
      if (!isWithin && (validity == null || Bitmaps.get(validity, row))) {
        return false;
      }
    }
    return true;
  }

  /** The magnitude of the smallest value has no positive form, and is no less than any bound. */
  private static boolean isLess(long high, long low, long boundHigh, long boundLow) {
    long sign = high >> 63;
    long lower = (low ^ sign) - sign;
    long upper = (high ^ sign) + (sign != 0 && lower == 0 ? 1 : 0);
    return upper >= 0
        && (upper < boundHigh || upper == boundHigh && Long.compareUnsigned(lower, boundLow) < 0);
  }
}
