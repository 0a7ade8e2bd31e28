package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Compares floating point as Java's operators do: only "not equal" is true of a NaN. */
record JavaComparison(Function function, Node left, Node right) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = left.evaluate(frame);
        Operand b = right.evaluate(frame)) {
      if (a.isNull() || b.isNull()) {
        return Results.nothing(frame, Types.BOOL);
      }
      try (Building out = new Building(frame, a, b)) {
        out.validIn(a, b);
        compare(a, b, out.length(), out.bits());
        return out.finish(Types.BOOL);
      }
    }
  }

  private void compare(Operand a, Operand b, int length, MemorySegment bits) {
    if (a.isSingle() && !b.isSingle()) {
      constant(mirrored(function), b, a, length, bits);
    } else if (b.isSingle() && !a.isSingle()) {
      constant(function, a, b, length, bits);
    } else if (function == Function.JAVA_GREATER || function == Function.JAVA_GREATER_OR_EQUAL) {
      rows(mirrored(function), b, a, length, bits);
    } else {
      rows(function, a, b, length, bits);
    }
  }

  /** The same comparison with its sides exchanged. */
  private static Function mirrored(Function function) {
    return switch (function) {
      case JAVA_LESS -> Function.JAVA_GREATER;
      case JAVA_LESS_OR_EQUAL -> Function.JAVA_GREATER_OR_EQUAL;
      case JAVA_GREATER -> Function.JAVA_LESS;
      case JAVA_GREATER_OR_EQUAL -> Function.JAVA_LESS_OR_EQUAL;
      default -> function;
    };
  }

  private static boolean isDouble(Operand operand) {
    return Lane.of(operand.column().field().getType()) == Lane.DOUBLE;
  }

  private static void rows(
      Function function, Operand a, Operand b, int length, MemorySegment bits) {
    MemorySegment x = a.values();
    MemorySegment y = b.values();
    if (isDouble(a)) {
      switch (function) {
        case JAVA_EQUAL -> Kernels.DOUBLE_ORDER.equal(x, y, length, 0, bits);
        case JAVA_NOT_EQUAL -> Kernels.DOUBLE_ORDER.equal(x, y, length, -1, bits);
        case JAVA_LESS -> Kernels.DOUBLE_ORDER.less(x, y, length, 0, bits);
        default -> Kernels.DOUBLE_ORDER.lessOrEqual(x, y, length, 0, bits);
      }
    } else {
      switch (function) {
        case JAVA_EQUAL -> Kernels.FLOAT_ORDER.equal(x, y, length, 0, bits);
        case JAVA_NOT_EQUAL -> Kernels.FLOAT_ORDER.equal(x, y, length, -1, bits);
        case JAVA_LESS -> Kernels.FLOAT_ORDER.less(x, y, length, 0, bits);
        default -> Kernels.FLOAT_ORDER.lessOrEqual(x, y, length, 0, bits);
      }
    }
  }

  private static void constant(
      Function function, Operand a, Operand b, int length, MemorySegment bits) {
    MemorySegment x = a.values();
    if (isDouble(a)) {
      double y = b.values().get(Memory.DOUBLE, 0);
      switch (function) {
        case JAVA_EQUAL -> Kernels.DOUBLE_ORDER.equal(x, y, length, 0, bits);
        case JAVA_NOT_EQUAL -> Kernels.DOUBLE_ORDER.equal(x, y, length, -1, bits);
        case JAVA_LESS -> Kernels.DOUBLE_ORDER.less(x, y, length, 0, bits);
        case JAVA_LESS_OR_EQUAL -> Kernels.DOUBLE_ORDER.lessOrEqual(x, y, length, 0, bits);
        case JAVA_GREATER -> Kernels.DOUBLE_ORDER.greater(x, y, length, 0, bits);
        default -> Kernels.DOUBLE_ORDER.greaterOrEqual(x, y, length, 0, bits);
      }
    } else {
      float y = b.values().get(Memory.FLOAT, 0);
      switch (function) {
        case JAVA_EQUAL -> Kernels.FLOAT_ORDER.equal(x, y, length, 0, bits);
        case JAVA_NOT_EQUAL -> Kernels.FLOAT_ORDER.equal(x, y, length, -1, bits);
        case JAVA_LESS -> Kernels.FLOAT_ORDER.less(x, y, length, 0, bits);
        case JAVA_LESS_OR_EQUAL -> Kernels.FLOAT_ORDER.lessOrEqual(x, y, length, 0, bits);
        case JAVA_GREATER -> Kernels.FLOAT_ORDER.greater(x, y, length, 0, bits);
        default -> Kernels.FLOAT_ORDER.greaterOrEqual(x, y, length, 0, bits);
      }
    }
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
