package io.sabot.operators.internal.expression;

import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.DoubleMath;
import java.util.function.DoubleBinaryOperator;

/** A function of two numbers of binary64 that cannot fail. */
record MathPairs(DoubleBinaryOperator function, Node left, Node right) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = left.evaluate(frame);
        Operand b = right.evaluate(frame)) {
      if (a.isNull() || b.isNull()) {
        return Results.nothing(frame, Types.FLOAT64);
      }
      try (Building out = new Building(frame, a, b)) {
        out.validIn(a, b);
        int length = out.length();
        DoubleMath.pairs(
            function,
            a.values(),
            a.stride(),
            b.values(),
            b.stride(),
            length,
            out.buffer(8L * length));
        return out.finish(Types.FLOAT64);
      }
    }
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
