package io.sabot.operators.internal.expression;

import io.sabot.operators.internal.kernel.MathKernel;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A function of one floating point number that cannot fail. */
record MathNode(Node argument, ArrowType type, MathKernel kernel) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = argument.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, type);
      }
      try (Building out = new Building(frame, a)) {
        out.validIn(a);
        MemorySegment to =
            type instanceof ArrowType.Bool
                ? out.bits()
                : out.buffer((long) Lane.width(type) * out.length());
        kernel.apply(a.values(), out.length(), to);
        return out.finish(type);
      }
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
