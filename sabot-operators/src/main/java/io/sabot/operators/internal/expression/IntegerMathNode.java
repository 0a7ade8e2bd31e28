package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.IntegerKernels;
import io.sabot.operators.internal.kernel.IntegerMath;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A function of one integer; what leaves its type is an error where the row counts. */
record IntegerMathNode(Node argument, BoundCall call, IntegerMath.Kernel kernel) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = argument.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, call.type());
      }
      try (Building out = new Building(frame, a);
          Building scratch = Building.rows(frame)) {
        out.validIn(a);
        MemorySegment ok = scratch.bits();
        if (!fill(frame, a, out, ok)) {
          check(frame, a, out, ok);
        }
        return out.finish(call.type());
      }
    }
  }

  private boolean fill(Frame frame, Operand a, Building out, MemorySegment ok) {
    int length = out.length();
    ArrowType type = call.type();
    int width = Lane.width(type);
    MemorySegment to = out.buffer((long) width * length);
    try (Lane.Values from = Lane.longs(frame, a)) {
      if (width == 8) {
        return kernel.apply(from.values(), length, to, ok);
      }
      try (Building wide = Building.rows(frame)) {
        MemorySegment results = wide.buffer(8L * length);
        kernel.apply(from.values(), length, results, ok);
        IntegerRange range = IntegerRange.of(type);
        IntegerKernels.narrow(results, width, length, to);
        return IntegerKernels.within(results, range.low(), range.high(), length, ok);
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
          "cast the argument to a wider type first, e.g. Int64 or Float64");
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
