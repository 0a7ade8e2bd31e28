package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.CastNode.OnFailure;
import io.sabot.operators.internal.kernel.IntegerKernels;
import io.sabot.operators.internal.kernel.IntegerKernels.Operation;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Integer arithmetic. Kernels run over every slot and say whether any failed; only then it is
 * looked which, and whether that row is active and not null.
 *
 * @param text the expression, for messages
 * @param values how messages show the values of both arguments
 * @param onFailure what becomes of a row that fails
 */
record IntegerArithmetic(
    Operation operation,
    Node left,
    Node right,
    ArrowType type,
    String text,
    String values,
    OnFailure onFailure)
    implements Node {
  /** How messages show a sign before a value, which is computed as 0 minus that value. */
  static final String NEGATED = "-(%2$s)";

  /** What mends a divisor of 0. */
  static final String NO_ZEROS = "keep zeros out, e.g. when(col(\"x\").ne(0)).then(…).end()";

  /** How messages show an operation. */
  static String infix(Operation operation) {
    return switch (operation) {
      case PLUS -> "%s + %s";
      case MINUS -> "%s - %s";
      case TIMES -> "%s * %s";
      case DIVIDE -> "%s // %s";
      case REMAINDER -> "%s %% %s";
    };
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = left.evaluate(frame);
        Operand b = right.evaluate(frame)) {
      if (a.isNull() || b.isNull()) {
        return Results.nothing(frame, type);
      }
      return compute(frame, a, b);
    }
  }

  private Operand compute(Frame frame, Operand a, Operand b) {
    try (Building out = new Building(frame, a, b)) {
      out.validIn(a, b);
      boolean failed = fill(frame, a, b, out);
      if (failed) {
        check(frame, a, b, out);
      }
      return out.finish(type);
    }
  }

  private boolean fill(Frame frame, Operand a, Operand b, Building out) {
    int length = out.length();
    Lane lane = Lane.of(type);
    if (lane == Lane.INT && operation.compareTo(Operation.DIVIDE) < 0) {
      return ints(a, b, length, out.buffer(4L * length));
    }
    MemorySegment to = out.buffer((long) Lane.width(type) * length);
    try (Lane.Values x = Lane.longs(frame, a);
        Lane.Values y = Lane.longs(frame, b)) {
      if (lane == Lane.UNSIGNED_LONG) {
        return IntegerKernels.unsigned(
            operation, x.values(), a.stride(), y.values(), b.stride(), length, to);
      }
      if (lane == Lane.LONG && Lane.width(type) == 8) {
        return longs(a, x.values(), b, y.values(), length, to);
      }
      return narrow(frame, a, x.values(), b, y.values(), to, length);
    }
  }

  /** Narrow integers cannot leave 64 bits: the result is cut, and checked against its range. */
  private boolean narrow(
      Frame frame,
      Operand a,
      MemorySegment x,
      Operand b,
      MemorySegment y,
      MemorySegment to,
      int length) {
    try (Building wide = Building.rows(frame)) {
      MemorySegment results = wide.buffer(8L * length);
      MemorySegment ok = wide.bits();
      boolean failed = longs(a, x, b, y, length, results);
      IntegerRange range = IntegerRange.of(type);
      failed |= !IntegerKernels.within(results, range.low(), range.high(), length, ok);
      IntegerKernels.narrow(results, Lane.width(type), length, to);
      return failed;
    }
  }

  private boolean longs(
      Operand a, MemorySegment x, Operand b, MemorySegment y, int length, MemorySegment to) {
    boolean constantLeft = a.isSingle() && !b.isSingle();
    boolean constantRight = b.isSingle() && !a.isSingle();
    return switch (operation) {
      case PLUS ->
          constantRight
              ? Kernels.LONGS.plus(x, y.get(Memory.LONG, 0), length, to)
              : constantLeft
                  ? Kernels.LONGS.plus(y, x.get(Memory.LONG, 0), length, to)
                  : Kernels.LONGS.plus(x, y, length, to);
      case MINUS ->
          constantRight
              ? Kernels.LONGS.minus(x, y.get(Memory.LONG, 0), length, to)
              : constantLeft
                  ? Kernels.LONGS.minus(x.get(Memory.LONG, 0), y, length, to)
                  : Kernels.LONGS.minus(x, y, length, to);
      case TIMES ->
          constantRight
              ? Kernels.LONGS.times(x, y.get(Memory.LONG, 0), length, to)
              : constantLeft
                  ? Kernels.LONGS.times(y, x.get(Memory.LONG, 0), length, to)
                  : Kernels.LONGS.times(x, y, length, to);
      case DIVIDE -> IntegerKernels.divide(x, a.stride(), y, b.stride(), length, to);
      case REMAINDER -> IntegerKernels.remainder(x, a.stride(), y, b.stride(), length, to);
    };
  }

  private boolean ints(Operand a, Operand b, int length, MemorySegment to) {
    MemorySegment x = a.values();
    MemorySegment y = b.values();
    boolean constantLeft = a.isSingle() && !b.isSingle();
    boolean constantRight = b.isSingle() && !a.isSingle();
    return switch (operation) {
      case PLUS ->
          constantRight
              ? Kernels.INTS.plus(x, y.get(Memory.INT, 0), length, to)
              : constantLeft
                  ? Kernels.INTS.plus(y, x.get(Memory.INT, 0), length, to)
                  : Kernels.INTS.plus(x, y, length, to);
      case MINUS ->
          constantRight
              ? Kernels.INTS.minus(x, y.get(Memory.INT, 0), length, to)
              : constantLeft
                  ? Kernels.INTS.minus(x.get(Memory.INT, 0), y, length, to)
                  : Kernels.INTS.minus(x, y, length, to);
      default ->
          constantRight
              ? Kernels.INTS.times(x, y.get(Memory.INT, 0), length, to)
              : constantLeft
                  ? Kernels.INTS.times(y, x.get(Memory.INT, 0), length, to)
                  : Kernels.INTS.times(x, y, length, to);
    };
  }

  private void check(Frame frame, Operand a, Operand b, Building out) {
    int length = out.length();
    try (Building scratch = Building.rows(frame);
        Lane.Values x = Lane.longs(frame, a);
        Lane.Values y = Lane.longs(frame, b)) {
      MemorySegment ok = scratch.buffer(Bitmaps.bytes(length));
      if (Lane.of(type) == Lane.UNSIGNED_LONG) {
        IntegerKernels.exactUnsigned(
            operation, x.values(), a.stride(), y.values(), b.stride(), length, ok);
      } else {
        IntegerRange range = IntegerRange.of(type);
        IntegerKernels.exact(
            operation,
            x.values(),
            a.stride(),
            y.values(),
            b.stride(),
            range.low(),
            range.high(),
            length,
            ok);
      }
      if (onFailure == OnFailure.GIVE_NULL) {
        out.validWhere(ok);
        return;
      }
      int row = RowFailure.first(frame, out.valid(), ok, length);
      if (row >= 0) {
        throw failure(
            frame,
            x.values().get(Memory.LONG, (long) row * a.stride() << 3),
            y.values().get(Memory.LONG, (long) row * b.stride() << 3),
            row);
      }
    }
  }

  private RuntimeException failure(Frame frame, long x, long y, int row) {
    boolean unsigned = Lane.of(type) == Lane.UNSIGNED_LONG;
    String value =
        values.formatted(
            unsigned ? Long.toUnsignedString(x) : x, unsigned ? Long.toUnsignedString(y) : y);
    boolean division = operation.compareTo(Operation.DIVIDE) >= 0 && y == 0;
    return RowFailure.of(
        frame,
        ErrorCode.ARITHMETIC,
        division ? "a divisor must differ from 0" : "a result must fit " + Types.name(type),
        value,
        text,
        row,
        division ? NO_ZEROS : "cast an argument to a wider type first, e.g. Int64 or Float64");
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
