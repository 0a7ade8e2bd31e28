package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Columns into the values of generated loops and back, one row at a time. */
public final class ScalarLanes {
  private ScalarLanes() {}

  public static int loadInt8(MemorySegment from, long row) {
    return from.get(Memory.BYTE, row);
  }

  public static int loadUInt8(MemorySegment from, long row) {
    return from.get(Memory.BYTE, row) & 0xFF;
  }

  public static int loadInt16(MemorySegment from, long row) {
    return from.get(Memory.SHORT, row << 1);
  }

  public static int loadUInt16(MemorySegment from, long row) {
    return from.get(Memory.SHORT, row << 1) & 0xFFFF;
  }

  public static int loadInt32(MemorySegment from, long row) {
    return from.get(Memory.INT, row << 2);
  }

  public static long loadUInt32(MemorySegment from, long row) {
    return from.get(Memory.INT, row << 2) & 0xFFFF_FFFFL;
  }

  public static long loadInt64(MemorySegment from, long row) {
    return from.get(Memory.LONG, row << 3);
  }

  public static float loadFloat(MemorySegment from, long row) {
    return from.get(Memory.FLOAT, row << 2);
  }

  public static double loadDouble(MemorySegment from, long row) {
    return from.get(Memory.DOUBLE, row << 3);
  }

  public static boolean loadBits(MemorySegment from, long row) {
    return Bitmaps.get(from, (int) row);
  }

  public static int constantInt(long bits) {
    return (int) bits;
  }

  public static long constantLong(long bits) {
    return bits;
  }

  public static float constantFloat(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  public static double constantDouble(long bits) {
    return Double.longBitsToDouble(bits);
  }

  public static boolean constantBits(long bits) {
    return bits != 0;
  }

  public static void storeInt8(int a, MemorySegment to, long row) {
    to.set(Memory.BYTE, row, (byte) a);
  }

  public static void storeInt16(int a, MemorySegment to, long row) {
    to.set(Memory.SHORT, row << 1, (short) a);
  }

  public static void storeInt32(int a, MemorySegment to, long row) {
    to.set(Memory.INT, row << 2, a);
  }

  /** The low 32 bits. */
  public static void storeInt32(long a, MemorySegment to, long row) {
    to.set(Memory.INT, row << 2, (int) a);
  }

  public static void storeInt64(long a, MemorySegment to, long row) {
    to.set(Memory.LONG, row << 3, a);
  }

  public static void storeFloat(float a, MemorySegment to, long row) {
    to.set(Memory.FLOAT, row << 2, a);
  }

  public static void storeDouble(double a, MemorySegment to, long row) {
    to.set(Memory.DOUBLE, row << 3, a);
  }

  /** Rows come in order: the first of a byte clears those behind it. */
  public static void storeBit(boolean a, MemorySegment to, long row) {
    long at = row >>> 3;
    int before = (row & 7) == 0 ? 0 : to.get(Memory.BYTE, at);
    to.set(Memory.BYTE, at, (byte) (before | (a ? 1 : 0) << (int) (row & 7)));
  }
}
