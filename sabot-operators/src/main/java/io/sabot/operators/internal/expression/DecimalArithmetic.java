package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Bitmaps;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.CastNode.OnFailure;
import io.sabot.operators.internal.kernel.DecimalKernels;
import io.sabot.operators.internal.kernel.IntegerKernels.Operation;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Sums, differences, products and remainders of 128-bit decimals, exact; or an error, or null. */
record DecimalArithmetic(
    Operation operation,
    Node left,
    Node right,
    ArrowType.Decimal type,
    String text,
    OnFailure onFailure)
    implements Node {
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
    try (Building out = new Building(frame, a, b);
        Building scratch = Building.rows(frame)) {
      out.validIn(a, b);
      int length = out.length();
      MemorySegment to = out.buffer(16L * length);
      MemorySegment ok = scratch.buffer(Bitmaps.bytes(length));
      boolean fits =
          DecimalKernels.compute(
              operation,
              a.values(),
              a.stride(),
              b.values(),
              b.stride(),
              type.getPrecision(),
              length,
              to,
              ok);
      if (!fits) {
        check(frame, a, b, out, ok);
      }
      return out.finish(type);
    }
  }

  private void check(Frame frame, Operand a, Operand b, Building out, MemorySegment ok) {
    if (onFailure == OnFailure.GIVE_NULL) {
      out.validWhere(ok);
      return;
    }
    int row = RowFailure.first(frame, out.valid(), ok, out.length());
    if (row < 0) {
      return;
    }
    boolean division = operation == Operation.REMAINDER;
    throw RowFailure.of(
        frame,
        ErrorCode.ARITHMETIC,
        division ? "a divisor must differ from 0" : "a result must fit " + Types.name(type),
        IntegerArithmetic.infix(operation).formatted(value(a, row), value(b, row)),
        text,
        row,
        division
            ? IntegerArithmetic.NO_ZEROS
            : "cast an argument to fewer digits behind the point, or to Float64");
  }

  private static String value(Operand operand, int row) {
    ArrowType.Decimal decimal = (ArrowType.Decimal) operand.column().field().getType();
    return new BigDecimal(
            DecimalKernels.get(operand.values(), 16, row * operand.stride()), decimal.getScale())
        .toPlainString();
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
