package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Functions of 64-bit integers. */
public final class IntegerMath {
  private static final int LONG_DIGITS = 18;

  /** Half of ten to the power of 19. */
  private static final long HALF = 5_000_000_000_000_000_000L;

  /** A function that may fail on some rows. */
  @FunctionalInterface
  public interface Kernel {
    /**
     * Computes so many rows.
     *
     * @param ok where not all rows fit, a bit for each that does
     * @return whether all fit
     */
    boolean apply(MemorySegment from, int length, MemorySegment to, MemorySegment ok);
  }

  private IntegerMath() {}

  /** Without sign; the smallest has no counterpart. */
  public static boolean abs(MemorySegment from, int length, MemorySegment to, MemorySegment ok) {
    long signs = 0;
    for (int row = 0; row < length; row++) {
      long value = Math.abs(from.get(Memory.LONG, (long) row << 3));
      signs |= value;
      to.set(Memory.LONG, (long) row << 3, value);
    }
    return signs >= 0 || IntegerKernels.within(to, 0, Long.MAX_VALUE, length, ok);
  }

  /** -1, 0 or 1. */
  public static boolean sign(MemorySegment from, int length, MemorySegment to, MemorySegment ok) {
    for (int row = 0; row < length; row++) {
      long value = from.get(Memory.LONG, (long) row << 3);
      to.set(Memory.LONG, (long) row << 3, value >> 63 | -value >>> 63);
    }
    return true;
  }

  /** 0 or 1, of integers without a sign. */
  public static boolean signUnsigned(
      MemorySegment from, int length, MemorySegment to, MemorySegment ok) {
    for (int row = 0; row < length; row++) {
      long value = from.get(Memory.LONG, (long) row << 3);
      to.set(Memory.LONG, (long) row << 3, (value | -value) >>> 63);
    }
    return true;
  }

  /** The last digits become 0, toward zero. */
  public static Kernel trunc(long digits) {
    long power = power(Math.min(digits, LONG_DIGITS));
    return (from, length, to, ok) -> {
      for (int row = 0; row < length; row++) {
        long value = from.get(Memory.LONG, (long) row << 3);
        long rest = digits > LONG_DIGITS ? value : value % power;
        to.set(Memory.LONG, (long) row << 3, value - rest);
      }
      return true;
    };
  }

  /** As {@link #trunc}, of integers without a sign. */
  public static Kernel truncUnsigned(long digits) {
    long power = power(Math.min(digits, LONG_DIGITS + 1));
    return (from, length, to, ok) -> {
      for (int row = 0; row < length; row++) {
        long value = from.get(Memory.LONG, (long) row << 3);
        long rest = digits > LONG_DIGITS + 1 ? value : Long.remainderUnsigned(value, power);
        to.set(Memory.LONG, (long) row << 3, value - rest);
      }
      return true;
    };
  }

  /** The last digits become 0, half of them away from zero. */
  public static Kernel round(long digits) {
    return digits <= LONG_DIGITS ? roundTo(power(digits)) : roundAway(digits);
  }

  private static Kernel roundTo(long power) {
    return (from, length, to, ok) -> {
      boolean all = true;
      for (int row = 0; row < length; row++) {
        long value = from.get(Memory.LONG, (long) row << 3);
        long rest = value % power;
        long cut = value - rest;
        long step = Math.abs(rest) >= power >> 1 ? value < 0 ? -power : power : 0;
        long result = cut + step;
        boolean fits = ((cut ^ result) & (step ^ result)) >= 0;
        to.set(Memory.LONG, (long) row << 3, result);
        put(ok, row, fits);
        all &= fits;
      }
      return all;
    };
  }

  /** Ten to the power of 19 is past every integer with a sign; half of it is not. */
  private static Kernel roundAway(long digits) {
    return (from, length, to, ok) -> {
      boolean all = true;
      for (int row = 0; row < length; row++) {
        long value = from.get(Memory.LONG, (long) row << 3);
        boolean fits = digits > LONG_DIGITS + 1 || value > -HALF && value < HALF;
        to.set(Memory.LONG, (long) row << 3, 0);
        put(ok, row, fits);
        all &= fits;
      }
      return all;
    };
  }

  /** As {@link #round}, of integers without a sign. */
  public static Kernel roundUnsigned(long digits) {
    long power = power(Math.min(digits, LONG_DIGITS + 1));
    return (from, length, to, ok) -> {
      boolean all = true;
      for (int row = 0; row < length; row++) {
        long value = from.get(Memory.LONG, (long) row << 3);
        long result = 0;
        boolean fits = true;
        if (digits <= LONG_DIGITS + 1) {
          long rest = Long.remainderUnsigned(value, power);
          boolean up = Long.compareUnsigned(rest, power >>> 1) >= 0;
          result = value - rest + (up ? power : 0);
          fits = !up || Long.compareUnsigned(result, value - rest) > 0;
        }
        to.set(Memory.LONG, (long) row << 3, result);
        put(ok, row, fits);
        all &= fits;
      }
      return all;
    };
  }

  /** Ten to the power of at most 19, which is a 64-bit integer without a sign. */
  private static long power(long digits) {
    return DecimalKernels.power((int) digits).longValue();
  }

  private static void put(MemorySegment ok, int row, boolean fits) {
    if (fits) {
      Bitmaps.set(ok, row);
    } else {
      Bitmaps.clear(ok, row);
    }
  }
}
