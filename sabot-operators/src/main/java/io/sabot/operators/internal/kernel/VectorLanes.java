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
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Conversion;
import jdk.incubator.vector.VectorSpecies;

/**
 * Columns into vectors of rows and back, as {@link ScalarLanes}. Bytes and shorts move in vectors
 * of at least 64 bits, which may reach past the rows of a step: {@link #slack} says how far.
 */
public final class VectorLanes {
  private VectorLanes() {}

  /** Rows past those of a step that moving values of a width touches. */
  public static int slack(int lanes, int width) {
    return Math.max(0, 8 / width - lanes);
  }

  private static VectorSpecies<Byte> bytes(int lanes) {
    return lanes <= 8 ? ByteVector.SPECIES_64 : ByteVector.SPECIES_128;
  }

  private static VectorSpecies<Short> shorts(int lanes) {
    return switch (lanes) {
      case 2, 4 -> ShortVector.SPECIES_64;
      case 8 -> ShortVector.SPECIES_128;
      default -> ShortVector.SPECIES_256;
    };
  }

  private static VectorSpecies<Integer> ints(int lanes) {
    return switch (lanes) {
      case 2 -> IntVector.SPECIES_64;
      case 4 -> IntVector.SPECIES_128;
      case 8 -> IntVector.SPECIES_256;
      default -> IntVector.SPECIES_512;
    };
  }

  private static IntVector bytes(
      MemorySegment from, long row, Conversion<Byte, Integer> widening, VectorSpecies<Integer> s) {
    Vector<Byte> narrow = ByteVector.fromMemorySegment(bytes(s.length()), from, row, LITTLE_ENDIAN);
    return (IntVector) narrow.convertShape(widening, s, 0);
  }

  private static IntVector shorts(
      MemorySegment from, long row, Conversion<Short, Integer> widening, VectorSpecies<Integer> s) {
    Vector<Short> narrow =
        ShortVector.fromMemorySegment(shorts(s.length()), from, row << 1, LITTLE_ENDIAN);
    return (IntVector) narrow.convertShape(widening, s, 0);
  }

  public static IntVector loadInt8(MemorySegment from, long row, VectorSpecies<Integer> s) {
    return bytes(from, row, VectorOperators.B2I, s);
  }

  public static IntVector loadUInt8(MemorySegment from, long row, VectorSpecies<Integer> s) {
    return bytes(from, row, VectorOperators.ZERO_EXTEND_B2I, s);
  }

  public static IntVector loadInt16(MemorySegment from, long row, VectorSpecies<Integer> s) {
    return shorts(from, row, VectorOperators.S2I, s);
  }

  public static IntVector loadUInt16(MemorySegment from, long row, VectorSpecies<Integer> s) {
    return shorts(from, row, VectorOperators.ZERO_EXTEND_S2I, s);
  }

  public static IntVector loadInt32(MemorySegment from, long row, VectorSpecies<Integer> s) {
    return IntVector.fromMemorySegment(s, from, row << 2, LITTLE_ENDIAN);
  }

  public static LongVector loadUInt32(MemorySegment from, long row, VectorSpecies<Long> s) {
    return (LongVector)
        loadInt32(from, row, ints(s.length())).convertShape(VectorOperators.ZERO_EXTEND_I2L, s, 0);
  }

  public static LongVector loadInt64(MemorySegment from, long row, VectorSpecies<Long> s) {
    return LongVector.fromMemorySegment(s, from, row << 3, LITTLE_ENDIAN);
  }

  public static FloatVector loadFloat(MemorySegment from, long row, VectorSpecies<Float> s) {
    return FloatVector.fromMemorySegment(s, from, row << 2, LITTLE_ENDIAN);
  }

  public static DoubleVector loadDouble(MemorySegment from, long row, VectorSpecies<Double> s) {
    return DoubleVector.fromMemorySegment(s, from, row << 3, LITTLE_ENDIAN);
  }

  /** Rows are a multiple of the lanes, so that no step begins within another's byte. */
  public static <M> VectorMask<M> loadBits(MemorySegment from, long row, VectorSpecies<M> s) {
    long at = row >>> 3;
    long bits = s.length() > 8 ? from.get(Memory.SHORT, at) : from.get(Memory.BYTE, at);
    return VectorMask.fromLong(s, bits >>> (int) (row & 7));
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

  public static <M> VectorMask<M> constantBits(long bits, VectorSpecies<M> s) {
    return s.maskAll(bits != 0);
  }

  public static void storeInt8(IntVector a, MemorySegment to, long row) {
    a.convertShape(VectorOperators.I2B, bytes(a.length()), 0)
        .intoMemorySegment(to, row, LITTLE_ENDIAN);
  }

  public static void storeInt16(IntVector a, MemorySegment to, long row) {
    a.convertShape(VectorOperators.I2S, shorts(a.length()), 0)
        .intoMemorySegment(to, row << 1, LITTLE_ENDIAN);
  }

  public static void storeInt32(IntVector a, MemorySegment to, long row) {
    a.intoMemorySegment(to, row << 2, LITTLE_ENDIAN);
  }

  /** The low 32 bits. */
  public static void storeInt32(LongVector a, MemorySegment to, long row) {
    a.convertShape(VectorOperators.L2I, ints(a.length()), 0)
        .intoMemorySegment(to, row << 2, LITTLE_ENDIAN);
  }

  public static void storeInt64(LongVector a, MemorySegment to, long row) {
    a.intoMemorySegment(to, row << 3, LITTLE_ENDIAN);
  }

  public static void storeFloat(FloatVector a, MemorySegment to, long row) {
    a.intoMemorySegment(to, row << 2, LITTLE_ENDIAN);
  }

  public static void storeDouble(DoubleVector a, MemorySegment to, long row) {
    a.intoMemorySegment(to, row << 3, LITTLE_ENDIAN);
  }

  public static <M> long bits(VectorMask<M> a) {
    return a.toLong();
  }

  /** The bits of 8 rows. */
  public static void storeBits8(long bits, MemorySegment to, long row) {
    to.set(Memory.BYTE, row >>> 3, (byte) bits);
  }

  /** The bits of 16 rows. */
  public static void storeBits16(long bits, MemorySegment to, long row) {
    to.set(Memory.SHORT, row >>> 3, (short) bits);
  }
}
