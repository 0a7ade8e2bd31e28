package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Java's casts between numbers: nothing fails, what does not fit is cut or saturates. */
public final class JavaCastKernels {
  private JavaCastKernels() {}

  /** (long) a, of ints. */
  public static void intToLong(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.LONG, (long) row << 3, (long) x);
    }
  }

  /** (float) a, of ints. */
  public static void intToFloat(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.FLOAT, (long) row << 2, (float) x);
    }
  }

  /** (double) a, of ints. */
  public static void intToDouble(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.DOUBLE, (long) row << 3, (double) x);
    }
  }

  /** (int) a, of longs. */
  public static void longToInt(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      to.set(Memory.INT, (long) row << 2, (int) x);
    }
  }

  /** (float) a, of longs. */
  public static void longToFloat(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      to.set(Memory.FLOAT, (long) row << 2, (float) x);
    }
  }

  /** (double) a, of longs. */
  public static void longToDouble(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      to.set(Memory.DOUBLE, (long) row << 3, (double) x);
    }
  }

  /** (int) a, of floats. */
  public static void floatToInt(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row << 2);
      to.set(Memory.INT, (long) row << 2, (int) x);
    }
  }

  /** (long) a, of floats. */
  public static void floatToLong(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row << 2);
      to.set(Memory.LONG, (long) row << 3, (long) x);
    }
  }

  /** (double) a, of floats. */
  public static void floatToDouble(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row << 2);
      to.set(Memory.DOUBLE, (long) row << 3, (double) x);
    }
  }

  /** (int) a, of doubles. */
  public static void doubleToInt(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.INT, (long) row << 2, (int) x);
    }
  }

  /** (long) a, of doubles. */
  public static void doubleToLong(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.LONG, (long) row << 3, (long) x);
    }
  }

  /** (float) a, of doubles. */
  public static void doubleToFloat(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.FLOAT, (long) row << 2, (float) x);
    }
  }

  /** (byte) a, as ints. */
  public static void intToByte(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.INT, (long) row << 2, (byte) x);
    }
  }

  /** (short) a, as ints. */
  public static void intToShort(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.INT, (long) row << 2, (short) x);
    }
  }

  /** (char) a, as ints. */
  public static void intToChar(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.INT, (long) row << 2, (char) x);
    }
  }
}
