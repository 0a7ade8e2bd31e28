package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Columns into vectors of rows and back, as {@link ScalarLanes}. Bytes and shorts move in vectors
 * of at least 64 bits, which may reach past the rows of a step.
 */
public final class VectorLanes {
  private VectorLanes() {}

  public static IntVector loadInt8(
      MemorySegment from, long at, VectorSpecies<Integer> s, VectorSpecies<Byte> narrow) {
    return (IntVector)
        ByteVector.fromMemorySegment(narrow, from, at, LITTLE_ENDIAN)
            .convertShape(VectorOperators.B2I, s, 0);
  }

  public static IntVector loadUInt8(
      MemorySegment from, long at, VectorSpecies<Integer> s, VectorSpecies<Byte> narrow) {
    return (IntVector)
        ByteVector.fromMemorySegment(narrow, from, at, LITTLE_ENDIAN)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, s, 0);
  }

  public static IntVector loadInt16(
      MemorySegment from, long at, VectorSpecies<Integer> s, VectorSpecies<Short> narrow) {
    return (IntVector)
        ShortVector.fromMemorySegment(narrow, from, at, LITTLE_ENDIAN)
            .convertShape(VectorOperators.S2I, s, 0);
  }

  public static IntVector loadUInt16(
      MemorySegment from, long at, VectorSpecies<Integer> s, VectorSpecies<Short> narrow) {
    return (IntVector)
        ShortVector.fromMemorySegment(narrow, from, at, LITTLE_ENDIAN)
            .convertShape(VectorOperators.ZERO_EXTEND_S2I, s, 0);
  }

  public static IntVector loadInt32(MemorySegment from, long at, VectorSpecies<Integer> s) {
    return IntVector.fromMemorySegment(s, from, at, LITTLE_ENDIAN);
  }

  public static LongVector loadUInt32(
      MemorySegment from, long at, VectorSpecies<Long> s, VectorSpecies<Integer> narrow) {
    return (LongVector)
        IntVector.fromMemorySegment(narrow, from, at, LITTLE_ENDIAN)
            .convertShape(VectorOperators.ZERO_EXTEND_I2L, s, 0);
  }

  public static LongVector loadInt64(MemorySegment from, long at, VectorSpecies<Long> s) {
    return LongVector.fromMemorySegment(s, from, at, LITTLE_ENDIAN);
  }

  public static FloatVector loadFloat(MemorySegment from, long at, VectorSpecies<Float> s) {
    return FloatVector.fromMemorySegment(s, from, at, LITTLE_ENDIAN);
  }

  public static DoubleVector loadDouble(MemorySegment from, long at, VectorSpecies<Double> s) {
    return DoubleVector.fromMemorySegment(s, from, at, LITTLE_ENDIAN);
  }

  /** Rows are a multiple of the lanes, so that no step goes beyond a word. */
  public static <M> VectorMask<M> loadBits(long[] words, int row, VectorSpecies<M> s) {
    return VectorMask.fromLong(s, words[row >>> 6] >>> row);
  }

  public static IntVector constantInt(long bits, VectorSpecies<Integer> s) {
    return IntVector.broadcast(s, (int) bits);
  }

  public static LongVector constantLong(long bits, VectorSpecies<Long> s) {
    return LongVector.broadcast(s, bits);
  }

  public static FloatVector constantFloat(long bits, VectorSpecies<Float> s) {
    return FloatVector.broadcast(s, Float.intBitsToFloat((int) bits));
  }

  public static DoubleVector constantDouble(long bits, VectorSpecies<Double> s) {
    return DoubleVector.broadcast(s, Double.longBitsToDouble(bits));
  }

  public static <M> VectorMask<M> noBits(VectorSpecies<M> s) {
    return s.maskAll(false);
  }

  public static <M> VectorMask<M> allBits(VectorSpecies<M> s) {
    return s.maskAll(true);
  }

  public static void storeInt8(IntVector a, MemorySegment to, long at, VectorSpecies<Byte> narrow) {
    a.convertShape(VectorOperators.I2B, narrow, 0).intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  public static void storeInt16(
      IntVector a, MemorySegment to, long at, VectorSpecies<Short> narrow) {
    a.convertShape(VectorOperators.I2S, narrow, 0).intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  public static void storeInt32(IntVector a, MemorySegment to, long at) {
    a.intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  /** The low 32 bits. */
  public static void storeInt32(
      LongVector a, MemorySegment to, long at, VectorSpecies<Integer> narrow) {
    a.convertShape(VectorOperators.L2I, narrow, 0).intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  public static void storeInt64(LongVector a, MemorySegment to, long at) {
    a.intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  public static void storeFloat(FloatVector a, MemorySegment to, long at) {
    a.intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  public static void storeDouble(DoubleVector a, MemorySegment to, long at) {
    a.intoMemorySegment(to, at, LITTLE_ENDIAN);
  }

  public static <M> long bits(VectorMask<M> a) {
    return a.toLong();
  }

  /** Adds bits of rows to words that had none there. */
  public static void keepBits(long bits, long[] words, int row) {
    words[row >>> 6] |= bits << row;
  }

  /** The bits of 8 rows. */
  public static void storeBits8(long bits, MemorySegment to, long at) {
    to.set(Memory.BYTE, at, (byte) bits);
  }

  /** The bits of 16 rows. */
  public static void storeBits16(long bits, MemorySegment to, long at) {
    to.set(Memory.SHORT, at, (short) bits);
  }
}
