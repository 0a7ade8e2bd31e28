package io.sabot.operators.internal.expression;

import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.JavaCastKernels;
import io.sabot.operators.internal.kernel.JavaDoubleKernels;
import io.sabot.operators.internal.kernel.JavaFloatKernels;
import io.sabot.operators.internal.kernel.JavaIntKernels;
import io.sabot.operators.internal.kernel.JavaLongKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Java's operators, functions and casts of one operand; nothing fails. */
record JavaUnary(Function function, Node argument, ArrowType type) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    Operand a = argument.evaluate(frame);
    if (isWhole() && a.column().field().getType().equals(type)) {
      return a;
    }
    try (a) {
      if (a.isNull()) {
        return Results.nothing(frame, type);
      }
      try (Building out = new Building(frame, a)) {
        out.validIn(a);
        MemorySegment to = out.buffer((long) Lane.width(type) * out.length());
        MemorySegment x = a.values();
        switch (Lane.of(a.column().field().getType())) {
          case INT -> ints(x, out.length(), to);
          case LONG -> longs(x, out.length(), to);
          case FLOAT -> floats(x, out.length(), to);
          default -> doubles(x, out.length(), to);
        }
        return out.finish(type);
      }
    }
  }

  /** Whether it is a cast that changes nothing where the value has its type. */
  private boolean isWhole() {
    return switch (function) {
      case JAVA_TO_INT, JAVA_TO_LONG, JAVA_TO_FLOAT, JAVA_TO_DOUBLE -> true;
      default -> false;
    };
  }

  private void ints(MemorySegment x, int length, MemorySegment to) {
    switch (function) {
      case JAVA_NEGATE -> JavaIntKernels.negate(x, length, to);
      case JAVA_ABS -> JavaIntKernels.abs(x, length, to);
      case JAVA_TO_BYTE -> JavaCastKernels.intToByte(x, length, to);
      case JAVA_TO_SHORT -> JavaCastKernels.intToShort(x, length, to);
      case JAVA_TO_CHAR -> JavaCastKernels.intToChar(x, length, to);
      case JAVA_TO_LONG -> JavaCastKernels.intToLong(x, length, to);
      case JAVA_TO_FLOAT -> JavaCastKernels.intToFloat(x, length, to);
      default -> JavaCastKernels.intToDouble(x, length, to);
    }
  }

  private void longs(MemorySegment x, int length, MemorySegment to) {
    switch (function) {
      case JAVA_NEGATE -> JavaLongKernels.negate(x, length, to);
      case JAVA_ABS -> JavaLongKernels.abs(x, length, to);
      case JAVA_TO_INT -> JavaCastKernels.longToInt(x, length, to);
      case JAVA_TO_FLOAT -> JavaCastKernels.longToFloat(x, length, to);
      default -> JavaCastKernels.longToDouble(x, length, to);
    }
  }

  private void floats(MemorySegment x, int length, MemorySegment to) {
    switch (function) {
      case JAVA_ABS -> JavaFloatKernels.abs(x, length, to);
      case JAVA_TO_INT -> JavaCastKernels.floatToInt(x, length, to);
      case JAVA_TO_LONG -> JavaCastKernels.floatToLong(x, length, to);
      default -> JavaCastKernels.floatToDouble(x, length, to);
    }
  }

  private void doubles(MemorySegment x, int length, MemorySegment to) {
    switch (function) {
      case JAVA_ABS -> JavaDoubleKernels.abs(x, length, to);
      case JAVA_SQRT -> JavaDoubleKernels.squareRoot(x, length, to);
      case JAVA_TO_INT -> JavaCastKernels.doubleToInt(x, length, to);
      case JAVA_TO_LONG -> JavaCastKernels.doubleToLong(x, length, to);
      default -> JavaCastKernels.doubleToFloat(x, length, to);
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
