package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.expression.Function;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A value, null where it equals another. */
record NullIf(Node value, Node other, ArrowType type) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    Operand a = value.evaluate(frame);
    if (a.isNull()) {
      return a;
    }
    try (a;
        Operand b = other.evaluate(frame);
        Operand same = Comparison.compare(frame, Function.EQ, a, b)) {
      if (same.isSingle()) {
        return !same.isNull() && Bitmaps.get(same.values(), 0)
            ? Results.nothing(frame, type)
            : new Operand(a.column().share(), a.extent());
      }
      try (Choice choice = Choice.of(frame, type);
          ActiveRows kept = ActiveRows.of(frame)) {
        kept.removeTrue(same);
        choice.add(a, kept);
        return choice.finish();
      }
    }
  }

  @Override
  public void close() {
    value.close();
    other.close();
  }
}
