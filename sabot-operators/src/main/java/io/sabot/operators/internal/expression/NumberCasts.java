package io.sabot.operators.internal.expression;

import io.sabot.operators.internal.kernel.CastKernels;
import io.sabot.operators.internal.kernel.DecimalKernels;
import io.sabot.operators.internal.kernel.IntegerKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Casts among booleans, integers, floating point and decimals. */
final class NumberCasts {
  private NumberCasts() {}

  static boolean convert(Frame frame, Operand a, Building out, ArrowType to, MemorySegment ok) {
    ArrowType from = a.column().field().getType();
    return switch (from) {
      case ArrowType.Decimal t -> decimals(a, t, out, to, ok);
      case ArrowType.FloatingPoint t -> {
        try (Lane.Values values = Lane.doubles(frame, a)) {
          yield doubles(frame, values.values(), out, to, ok);
        }
      }
      default -> {
        try (Lane.Values values = Lane.longs(frame, a)) {
          yield longs(values.values(), Lane.of(from), out, to, ok);
        }
      }
    };
  }

  private static boolean longs(
      MemorySegment from, Lane lane, Building out, ArrowType to, MemorySegment ok) {
    int length = out.length();
    boolean unsigned = lane == Lane.UNSIGNED_LONG;
    return switch (to) {
      case ArrowType.Bool t -> {
        CastKernels.longsToBits(from, length, out.bits());
        yield true;
      }
      case ArrowType.FloatingPoint t -> {
        MemorySegment values = out.buffer((long) Lane.width(to) * length);
        if (unsigned) {
          CastKernels.unsignedToFloats(from, Lane.width(to), length, values);
        } else {
          CastKernels.longsToFloats(from, Lane.width(to), length, values);
        }
        yield true;
      }
      case ArrowType.Decimal t ->
          DecimalKernels.fromLongs(
              from,
              unsigned ? DecimalKernels.Sign.UNSIGNED : DecimalKernels.Sign.SIGNED,
              t.getScale(),
              t.getPrecision(),
              t.getBitWidth() / 8,
              length,
              out.buffer(t.getBitWidth() / 8L * length),
              ok);
      default -> {
        IntegerRange range = IntegerRange.of(to);
        yield narrow(from, unsigned ? range.withoutNegative() : range, out, to, ok);
      }
    };
  }

  /** 64-bit integers into the type of the result. */
  private static boolean narrow(
      MemorySegment from, IntegerRange range, Building out, ArrowType to, MemorySegment ok) {
    int length = out.length();
    boolean all = IntegerKernels.within(from, range.low(), range.high(), length, ok);
    IntegerKernels.narrow(from, Lane.width(to), length, out.buffer((long) Lane.width(to) * length));
    return all;
  }

  private static boolean doubles(
      Frame frame, MemorySegment from, Building out, ArrowType to, MemorySegment ok) {
    int length = out.length();
    return switch (to) {
      case ArrowType.Bool t -> {
        CastKernels.doublesToBits(from, length, out.bits());
        yield true;
      }
      case ArrowType.FloatingPoint t -> {
        CastKernels.doublesToFloats(
            from, Lane.width(to), length, out.buffer((long) Lane.width(to) * length));
        yield true;
      }
      case ArrowType.Decimal t ->
          DecimalKernels.fromDoubles(
              from,
              t.getScale(),
              t.getPrecision(),
              t.getBitWidth() / 8,
              length,
              out.buffer(t.getBitWidth() / 8L * length),
              ok);
      default -> integers(frame, from, out, to, ok);
    };
  }

  /** Toward zero, as Java casts. */
  private static boolean integers(
      Frame frame, MemorySegment from, Building out, ArrowType to, MemorySegment ok) {
    int length = out.length();
    try (Building scratch = Building.rows(frame)) {
      MemorySegment wide = scratch.buffer(8L * length);
      boolean all;
      if (Lane.of(to) == Lane.UNSIGNED_LONG) {
        all = CastKernels.doublesToUnsigned(from, length, wide, ok);
      } else {
        IntegerRange range = IntegerRange.of(to);
        all = CastKernels.doublesToLongs(from, range.low(), range.high(), length, wide, ok);
      }
      IntegerKernels.narrow(
          wide, Lane.width(to), length, out.buffer((long) Lane.width(to) * length));
      return all;
    }
  }

  private static boolean decimals(
      Operand a, ArrowType.Decimal from, Building out, ArrowType to, MemorySegment ok) {
    int length = out.length();
    int width = from.getBitWidth() / 8;
    return switch (to) {
      case ArrowType.Decimal t ->
          DecimalKernels.rescale(
              a.values(),
              width,
              from.getScale(),
              t.getBitWidth() / 8,
              t.getScale(),
              t.getPrecision(),
              length,
              out.buffer(t.getBitWidth() / 8L * length),
              ok);
      case ArrowType.FloatingPoint t -> {
        DecimalKernels.toFloats(
            a.values(),
            width,
            from.getScale(),
            Lane.width(to),
            length,
            out.buffer((long) Lane.width(to) * length));
        yield true;
      }
      default ->
          DecimalKernels.toIntegers(
              a.values(),
              width,
              from.getScale(),
              Lane.width(to),
              Lane.of(to) == Lane.UNSIGNED_LONG || IntegerRange.of(to).low() == 0
                  ? DecimalKernels.Sign.UNSIGNED
                  : DecimalKernels.Sign.SIGNED,
              length,
              out.buffer((long) Lane.width(to) * length),
              ok);
    };
  }
}
