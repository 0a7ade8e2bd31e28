package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.BooleanKernels;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DecimalKernels;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Compares two operands of one type. All orders are total, so that six operators need two kernels:
 * greater is less the other way round, and the other three are one of these inverted.
 */
record Comparison(Function function, Node left, Node right) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    // Both sides, also beside a null: it depends on no literal whether the other one fails.
    try (Operand a = left.evaluate(frame);
        Operand b = right.evaluate(frame)) {
      return compare(frame, function, a, b);
    }
  }

  static Operand compare(Frame frame, Function function, Operand a, Operand b) {
    if (a.isNull() || b.isNull()) {
      return Results.nothing(frame, Types.BOOL);
    }
    try (Building out = new Building(frame, a, b)) {
      out.validIn(a, b);
      MemorySegment bits = out.bits();
      switch (function) {
        case EQ -> equal(frame, a, b, out.valid(), out.length(), 0, bits);
        case NE -> equal(frame, a, b, out.valid(), out.length(), -1, bits);
        case LT -> less(frame, a, b, out.valid(), out.length(), 0, bits);
        case GE -> less(frame, a, b, out.valid(), out.length(), -1, bits);
        case GT -> less(frame, b, a, out.valid(), out.length(), 0, bits);
        case LE -> less(frame, b, a, out.valid(), out.length(), -1, bits);
        default -> throw new IllegalArgumentException(function.text());
      }
      return out.finish(Types.BOOL);
    }
  }

  private static void equal(
      Frame frame,
      Operand a,
      Operand b,
      @Nullable MemorySegment valid,
      int length,
      long invert,
      MemorySegment bits) {
    Lane lane = Lane.of(a.column().field().getType());
    if (a.isSingle() && !b.isSingle()) {
      equal(frame, b, a, valid, length, invert, bits);
      return;
    }
    boolean constant = b.isSingle() && !a.isSingle();
    switch (lane) {
      case BYTES -> ByteRows.equal(rows(a), rows(b), valid, length, invert, bits);
      case DECIMAL ->
          DecimalKernels.equal(
              a.values(), a.stride(), b.values(), b.stride(), length, invert, bits);
      case BIT -> {
        try (Lane.Values x = Lane.bits(frame, a, length);
            Lane.Values y = Lane.bits(frame, b, length)) {
          BooleanKernels.equal(x.values(), y.values(), length, invert, bits);
        }
      }
      default -> {
        try (Lane.Values x = Lane.load(frame, a);
            Lane.Values y = Lane.load(frame, b)) {
          equal(lane, x.values(), y.values(), constant, length, invert, bits);
        }
      }
    }
  }

  private static void equal(
      Lane lane,
      MemorySegment a,
      MemorySegment b,
      boolean constant,
      int length,
      long invert,
      MemorySegment bits) {
    switch (lane) {
      case INT -> {
        if (constant) {
          Kernels.INTS.equal(a, b.get(Memory.INT, 0), length, invert, bits);
        } else {
          Kernels.INTS.equal(a, b, length, invert, bits);
        }
      }
      case FLOAT -> {
        if (constant) {
          Kernels.FLOATS.equal(a, b.get(Memory.FLOAT, 0), length, invert, bits);
        } else {
          Kernels.FLOATS.equal(a, b, length, invert, bits);
        }
      }
      case DOUBLE -> {
        if (constant) {
          Kernels.DOUBLES.equal(a, b.get(Memory.DOUBLE, 0), length, invert, bits);
        } else {
          Kernels.DOUBLES.equal(a, b, length, invert, bits);
        }
      }
      default -> {
        if (constant) {
          Kernels.LONGS.equal(a, b.get(Memory.LONG, 0), length, invert, bits);
        } else {
          Kernels.LONGS.equal(a, b, length, invert, bits);
        }
      }
    }
  }

  private static void less(
      Frame frame,
      Operand a,
      Operand b,
      @Nullable MemorySegment valid,
      int length,
      long invert,
      MemorySegment bits) {
    Lane lane = Lane.of(a.column().field().getType());
    switch (lane) {
      case BYTES -> ByteRows.less(rows(a), rows(b), valid, length, invert, bits);
      case DECIMAL ->
          DecimalKernels.less(a.values(), a.stride(), b.values(), b.stride(), length, invert, bits);
      case UNSIGNED_LONG ->
          BooleanKernels.lessUnsigned(
              a.values(), a.stride(), b.values(), b.stride(), length, invert, bits);
      case BIT -> {
        try (Lane.Values x = Lane.bits(frame, a, length);
            Lane.Values y = Lane.bits(frame, b, length)) {
          BooleanKernels.less(x.values(), y.values(), length, invert, bits);
        }
      }
      default -> {
        try (Lane.Values x = Lane.load(frame, a);
            Lane.Values y = Lane.load(frame, b)) {
          if (b.isSingle() && !a.isSingle()) {
            lessThanOne(lane, x.values(), y.values(), length, invert, bits);
          } else if (a.isSingle() && !b.isSingle()) {
            oneLessThan(lane, x.values(), y.values(), length, invert, bits);
          } else {
            less(lane, x.values(), y.values(), length, invert, bits);
          }
        }
      }
    }
  }

  private static void less(
      Lane lane, MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    switch (lane) {
      case INT -> Kernels.INTS.less(a, b, length, invert, bits);
      case FLOAT -> Kernels.FLOATS.less(a, b, length, invert, bits);
      case DOUBLE -> Kernels.DOUBLES.less(a, b, length, invert, bits);
      default -> Kernels.LONGS.less(a, b, length, invert, bits);
    }
  }

  private static void lessThanOne(
      Lane lane, MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    switch (lane) {
      case INT -> Kernels.INTS.less(a, b.get(Memory.INT, 0), length, invert, bits);
      case FLOAT -> Kernels.FLOATS.less(a, b.get(Memory.FLOAT, 0), length, invert, bits);
      case DOUBLE -> Kernels.DOUBLES.less(a, b.get(Memory.DOUBLE, 0), length, invert, bits);
      default -> Kernels.LONGS.less(a, b.get(Memory.LONG, 0), length, invert, bits);
    }
  }

  private static void oneLessThan(
      Lane lane, MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    switch (lane) {
      case INT -> Kernels.INTS.greater(b, a.get(Memory.INT, 0), length, invert, bits);
      case FLOAT -> Kernels.FLOATS.greater(b, a.get(Memory.FLOAT, 0), length, invert, bits);
      case DOUBLE -> Kernels.DOUBLES.greater(b, a.get(Memory.DOUBLE, 0), length, invert, bits);
      default -> Kernels.LONGS.greater(b, a.get(Memory.LONG, 0), length, invert, bits);
    }
  }

  /** The bytes of a string or binary operand, whatever its layout. */
  static ByteRows rows(Operand operand) {
    Column column = operand.column();
    return switch (column.layout()) {
      case VARIABLE -> ByteRows.offsets(4, column.segment(1), column.segment(2), operand.stride());
      case LARGE_VARIABLE ->
          ByteRows.offsets(8, column.segment(1), column.segment(2), operand.stride());
      case FIXED ->
          ByteRows.fixed(Layout.width(column.physicalType()), column.segment(1), operand.stride());
      case VIEW -> {
        MemorySegment[] data = new MemorySegment[column.bufferCount() - 2];
        for (int i = 0; i < data.length; i++) {
          data[i] = column.segment(i + 2);
        }
        yield ByteRows.views(column.segment(1), data, operand.stride());
      }
      default -> throw new IllegalArgumentException("no bytes: " + column);
    };
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }

  /** Bytes that a bitmap of a frame takes. */
  static long bitmapBytes(Frame frame) {
    return Math.max(8, Bitmaps.bytes(frame.length()));
  }
}
