package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Columns into the values of generated loops and back, one row at a time. */
public final class ScalarLanes {
  private ScalarLanes() {}

  public static int loadInt8(MemorySegment from, long at) {
    return from.get(Memory.BYTE, at);
  }

  public static int loadUInt8(MemorySegment from, long at) {
    return from.get(Memory.BYTE, at) & 0xFF;
  }

  public static int loadInt16(MemorySegment from, long at) {
    return from.get(Memory.SHORT, at);
  }

  public static int loadUInt16(MemorySegment from, long at) {
    return from.get(Memory.SHORT, at) & 0xFFFF;
  }

  public static int loadInt32(MemorySegment from, long at) {
    return from.get(Memory.INT, at);
  }

  public static long loadUInt32(MemorySegment from, long at) {
    return from.get(Memory.INT, at) & 0xFFFF_FFFFL;
  }

  public static long loadInt64(MemorySegment from, long at) {
    return from.get(Memory.LONG, at);
  }

  public static float loadFloat(MemorySegment from, long at) {
    return from.get(Memory.FLOAT, at);
  }

  public static double loadDouble(MemorySegment from, long at) {
    return from.get(Memory.DOUBLE, at);
  }

  public static boolean loadBits(long[] words, int row) {
    return (words[row >>> 6] >>> row & 1) != 0;
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

  public static boolean noBits() {
    return false;
  }

  public static boolean allBits() {
    return true;
  }

  public static void storeInt8(int a, MemorySegment to, long at) {
    to.set(Memory.BYTE, at, (byte) a);
  }

  public static void storeInt16(int a, MemorySegment to, long at) {
    to.set(Memory.SHORT, at, (short) a);
  }

  public static void storeInt32(int a, MemorySegment to, long at) {
    to.set(Memory.INT, at, a);
  }

  /** The low 32 bits. */
  public static void storeInt32(long a, MemorySegment to, long at) {
    to.set(Memory.INT, at, (int) a);
  }

  public static void storeInt64(long a, MemorySegment to, long at) {
    to.set(Memory.LONG, at, a);
  }

  public static void storeFloat(float a, MemorySegment to, long at) {
    to.set(Memory.FLOAT, at, a);
  }

  public static void storeDouble(double a, MemorySegment to, long at) {
    to.set(Memory.DOUBLE, at, a);
  }

  public static long bits(boolean a) {
    return a ? 1 : 0;
  }

  /** Adds the bit of a row to words that had none there. */
  public static void keepBits(long bits, long[] words, int row) {
    words[row >>> 6] |= bits << row;
  }

  /** Rows come in order: the first of a byte clears those behind it. */
  public static void storeBit(boolean a, MemorySegment to, long at, int row) {
    int before = (row & 7) == 0 ? 0 : to.get(Memory.BYTE, at);
    to.set(Memory.BYTE, at, (byte) (before | (a ? 1 : 0) << (row & 7)));
  }
}
