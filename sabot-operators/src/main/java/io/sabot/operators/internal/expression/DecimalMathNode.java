package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.DecimalMath;
import java.lang.foreign.MemorySegment;
import java.math.RoundingMode;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * A function of one decimal.
 *
 * @param dropped digits that are rounded away
 * @param zeros how many of them come back as 0
 */
record DecimalMathNode(Node argument, BoundCall call, long dropped, int zeros) implements Node {
  static Node of(BoundCall call, long digits, Node argument) {
    int from = ((ArrowType.Decimal) call.arguments().getFirst().type()).getScale();
    int to = ((ArrowType.Decimal) call.type()).getScale();
    // More digits than a decimal has leave nothing, as one more does.
    long dropped = Math.min(from - digits, 2L * Types.MAX_PRECISION);
    return new DecimalMathNode(argument, call, dropped, (int) (to - from + dropped));
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = argument.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, call.type());
      }
      try (Building out = new Building(frame, a)) {
        out.validIn(a);
        fill(frame, a, out, out.buffer(16L * out.length()));
        return out.finish(call.type());
      }
    }
  }

  private void fill(Frame frame, Operand a, Building out, MemorySegment to) {
    switch (call.function()) {
      case ABS -> DecimalMath.abs(a.values(), out.length(), to);
      case SIGN -> DecimalMath.sign(a.values(), out.length(), to);
      case CEIL -> round(frame, a, out, RoundingMode.CEILING, to);
      case FLOOR -> round(frame, a, out, RoundingMode.FLOOR, to);
      case ROUND -> round(frame, a, out, RoundingMode.HALF_UP, to);
      case TRUNC -> round(frame, a, out, RoundingMode.DOWN, to);
      default -> throw MathNodes.none(call);
    }
  }

  private void round(Frame frame, Operand a, Building out, RoundingMode mode, MemorySegment to) {
    int precision = ((ArrowType.Decimal) call.type()).getPrecision();
    try (Building scratch = Building.rows(frame)) {
      MemorySegment ok = scratch.bits();
      if (!DecimalMath.round(a.values(), dropped, zeros, mode, precision, out.length(), to, ok)) {
        check(frame, a, out, ok);
      }
    }
  }

  private void check(Frame frame, Operand a, Building out, MemorySegment ok) {
    int row = RowFailure.first(frame, out.valid(), ok, out.length());
    if (row >= 0) {
      throw RowFailure.of(
          frame,
          ErrorCode.ARITHMETIC,
          "a result must fit " + Types.name(call.type()),
          call.function().text() + " of " + TextWriting.shown(a, row),
          call.toString(),
          row,
          "cast the argument to Float64");
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
