package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Integer arithmetic that has one implementation: division, unsigned numbers, narrowing. Operations
 * are named by constants so that a loop has one shape; a stride of 0 repeats one value.
 */
public final class IntegerKernels {
  /** What is computed. */
  public enum Operation {
    /** a + b. */
    PLUS,
    /** a - b. */
    MINUS,
    /** a × b. */
    TIMES,
    /** a / b, rounded toward zero. */
    DIVIDE,
    /** a - a / b × b. */
    REMAINDER
  }

  private IntegerKernels() {}

  /** Quotients of 64-bit integers; a divisor of 0 gives 0. */
  public static boolean divide(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    boolean failed = false;
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      failed |= y == 0 || y == -1 && x == Long.MIN_VALUE;
      to.set(Memory.LONG, (long) row << 3, y == 0 ? 0 : x / y);
    }
    return failed;
  }

  /** Remainders of 64-bit integers; a divisor of 0 gives 0. */
  public static boolean remainder(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    boolean failed = false;
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      failed |= y == 0;
      to.set(Memory.LONG, (long) row << 3, y == 0 ? 0 : x % y);
    }
    return failed;
  }

  /** Any operation over 64-bit integers without a sign; wraps around. */
  public static boolean unsigned(
      Operation operation,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      MemorySegment to) {
    boolean failed = false;
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      failed |= !fitsUnsigned(operation, x, y);
      to.set(Memory.LONG, (long) row << 3, unsigned(operation, x, y));
    }
    return failed;
  }

  private static long unsigned(Operation operation, long x, long y) {
    return switch (operation) {
      case PLUS -> x + y;
      case MINUS -> x - y;
      case TIMES -> x * y;
      case DIVIDE -> y == 0 ? 0 : Long.divideUnsigned(x, y);
      case REMAINDER -> y == 0 ? 0 : Long.remainderUnsigned(x, y);
    };
  }

  private static boolean fitsUnsigned(Operation operation, long x, long y) {
    return switch (operation) {
      case PLUS -> Long.compareUnsigned(x + y, x) >= 0;
      case MINUS -> Long.compareUnsigned(x, y) >= 0;
      case TIMES -> Math.unsignedMultiplyHigh(x, y) == 0;
      case DIVIDE, REMAINDER -> y != 0;
    };
  }

  /** Copies the low {@code width} bytes of 64-bit integers. */
  public static void narrow(MemorySegment from, int width, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long value = from.get(Memory.LONG, (long) row << 3);
      switch (width) {
        case 1 -> to.set(Memory.BYTE, row, (byte) value);
        case 2 -> to.set(Memory.SHORT, (long) row << 1, (short) value);
        case 4 -> to.set(Memory.INT, (long) row << 2, (int) value);
        default -> to.set(Memory.LONG, (long) row << 3, value);
      }
    }
  }

  /** A bit for each value within bounds, both included; returns whether all are. */
  public static boolean within(
      MemorySegment from, long low, long high, int length, MemorySegment ok) {
    long missing = 0;
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int first = w << 6;
      int end = Math.min(first + 64, length);
      long word = 0;
      for (int row = first; row < end; row++) {
        long value = from.get(Memory.LONG, (long) row << 3);
        word |= (value >= low && value <= high ? 1L : 0L) << row;
      }
      missing |= ~word & (end - first == 64 ? -1 : (1L << end - first) - 1);
      Bitmaps.putWord(ok, w, length, word);
    }
    return missing == 0;
  }

  /** A bit for each row whose exact result lies within bounds, both included. */
  public static void exact(
      Operation operation,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      long low,
      long high,
      int length,
      MemorySegment ok) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      put(ok, row, fits(operation, x, y, low, high));
    }
  }

  /** A bit for each row whose exact result is a 64-bit integer without a sign. */
  public static void exactUnsigned(
      Operation operation,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      MemorySegment ok) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      put(ok, row, fitsUnsigned(operation, x, y));
    }
  }

  private static void put(MemorySegment ok, int row, boolean set) {
    if (set) {
      Bitmaps.set(ok, row);
    } else {
      Bitmaps.clear(ok, row);
    }
  }

  private static boolean fits(Operation operation, long x, long y, long low, long high) {
    boolean exact =
        switch (operation) {
          case PLUS -> ((x ^ x + y) & (y ^ x + y)) >= 0;
          case MINUS -> ((x ^ y) & (x ^ x - y)) >= 0;
          case TIMES -> Math.multiplyHigh(x, y) == x * y >> 63;
          case DIVIDE -> y != 0 && !(y == -1 && x == Long.MIN_VALUE);
          case REMAINDER -> y != 0;
        };
    if (!exact) {
      return false;
    }
    long result =
        switch (operation) {
          case PLUS -> x + y;
          case MINUS -> x - y;
          case TIMES -> x * y;
          case DIVIDE -> x / y;
          case REMAINDER -> x % y;
        };
    return result >= low && result <= high;
  }
}
