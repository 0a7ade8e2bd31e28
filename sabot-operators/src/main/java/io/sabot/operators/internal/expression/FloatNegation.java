package io.sabot.operators.internal.expression;

import io.sabot.operators.internal.kernel.FloatingKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The sign changed, of zeros and NaN too, which a subtraction from 0 would not do. */
record FloatNegation(Node argument, ArrowType type) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = argument.evaluate(frame);
        Building out = new Building(frame, a)) {
      out.validIn(a);
      MemorySegment to = out.buffer((long) Lane.width(type) * out.length());
      if (Lane.of(type) == Lane.DOUBLE) {
        FloatingKernels.negate(a.values(), out.length(), to);
      } else {
        FloatingKernels.negateFloats(a.values(), out.length(), to);
      }
      return out.finish(type);
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
