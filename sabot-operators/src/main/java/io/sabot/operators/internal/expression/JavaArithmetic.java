package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.JavaDoubleKernels;
import io.sabot.operators.internal.kernel.JavaFloatKernels;
import io.sabot.operators.internal.kernel.JavaIntKernels;
import io.sabot.operators.internal.kernel.JavaLongKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Java's operators of two operands. Only integer division fails, on a divisor of 0.
 *
 * @param text the expression, for messages
 */
record JavaArithmetic(Function function, Node left, Node right, ArrowType type, String text)
    implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = left.evaluate(frame);
        Operand b = right.evaluate(frame)) {
      if (a.isNull() || b.isNull()) {
        return Results.nothing(frame, type);
      }
      try (Building out = new Building(frame, a, b)) {
        out.validIn(a, b);
        int length = out.length();
        MemorySegment to = out.buffer((long) Lane.width(type) * length);
        boolean failed =
            switch (Lane.of(type)) {
              case INT -> ints(a, b, length, to);
              case LONG -> longs(a, b, length, to);
              case FLOAT -> floats(a, b, length, to);
              default -> doubles(a, b, length, to);
            };
        if (failed) {
          checkDivisors(frame, b, out);
        }
        return out.finish(type);
      }
    }
  }

  private boolean ints(Operand a, Operand b, int length, MemorySegment to) {
    MemorySegment x = a.values();
    MemorySegment y = b.values();
    int i = a.stride();
    int j = b.stride();
    switch (function) {
      case JAVA_ADD, JAVA_SUBTRACT, JAVA_MULTIPLY -> JavaWrapping.ints(function, a, b, length, to);
      case JAVA_DIVIDE -> {
        return JavaIntKernels.divide(x, i, y, j, length, to);
      }
      case JAVA_REMAINDER -> {
        return JavaIntKernels.remainder(x, i, y, j, length, to);
      }
      case JAVA_AND -> JavaIntKernels.and(x, i, y, j, length, to);
      case JAVA_OR -> JavaIntKernels.or(x, i, y, j, length, to);
      case JAVA_XOR -> JavaIntKernels.xor(x, i, y, j, length, to);
      case JAVA_SHIFT_LEFT -> JavaIntKernels.shiftLeft(x, i, y, j, length, to);
      case JAVA_SHIFT_RIGHT -> JavaIntKernels.shiftRight(x, i, y, j, length, to);
      case JAVA_SHIFT_RIGHT_UNSIGNED -> JavaIntKernels.shiftRightUnsigned(x, i, y, j, length, to);
      case JAVA_MIN -> JavaIntKernels.min(x, i, y, j, length, to);
      case JAVA_MAX -> JavaIntKernels.max(x, i, y, j, length, to);
      default -> throw new IllegalArgumentException(function.text());
    }
    return false;
  }

  private boolean longs(Operand a, Operand b, int length, MemorySegment to) {
    MemorySegment x = a.values();
    MemorySegment y = b.values();
    int i = a.stride();
    int j = b.stride();
    switch (function) {
      case JAVA_ADD, JAVA_SUBTRACT, JAVA_MULTIPLY -> JavaWrapping.longs(function, a, b, length, to);
      case JAVA_DIVIDE -> {
        return JavaLongKernels.divide(x, i, y, j, length, to);
      }
      case JAVA_REMAINDER -> {
        return JavaLongKernels.remainder(x, i, y, j, length, to);
      }
      case JAVA_AND -> JavaLongKernels.and(x, i, y, j, length, to);
      case JAVA_OR -> JavaLongKernels.or(x, i, y, j, length, to);
      case JAVA_XOR -> JavaLongKernels.xor(x, i, y, j, length, to);
      case JAVA_SHIFT_LEFT -> JavaLongKernels.shiftLeft(x, i, y, j, length, to);
      case JAVA_SHIFT_RIGHT -> JavaLongKernels.shiftRight(x, i, y, j, length, to);
      case JAVA_SHIFT_RIGHT_UNSIGNED -> JavaLongKernels.shiftRightUnsigned(x, i, y, j, length, to);
      case JAVA_MIN -> JavaLongKernels.min(x, i, y, j, length, to);
      case JAVA_MAX -> JavaLongKernels.max(x, i, y, j, length, to);
      default -> throw new IllegalArgumentException(function.text());
    }
    return false;
  }

  private boolean floats(Operand a, Operand b, int length, MemorySegment to) {
    if (function == Function.JAVA_MIN) {
      JavaFloatKernels.min(a.values(), a.stride(), b.values(), b.stride(), length, to);
    } else {
      JavaFloatKernels.max(a.values(), a.stride(), b.values(), b.stride(), length, to);
    }
    return false;
  }

  private boolean doubles(Operand a, Operand b, int length, MemorySegment to) {
    if (function == Function.JAVA_MIN) {
      JavaDoubleKernels.min(a.values(), a.stride(), b.values(), b.stride(), length, to);
    } else {
      JavaDoubleKernels.max(a.values(), a.stride(), b.values(), b.stride(), length, to);
    }
    return false;
  }

  private void checkDivisors(Frame frame, Operand divisors, Building out) {
    int length = out.length();
    int width = Lane.width(type);
    try (Building scratch = Building.rows(frame)) {
      MemorySegment ok = scratch.buffer(Bitmaps.bytes(length));
      ok.fill((byte) -1);
      for (int row = 0; row < length; row++) {
        long at = (long) row * divisors.stride() * width;
        boolean zero =
            width == 4
                ? divisors.values().get(Memory.INT, at) == 0
                : divisors.values().get(Memory.LONG, at) == 0;
        if (zero) {
          Bitmaps.clear(ok, row);
        }
      }
      int row = RowFailure.first(frame, out.valid(), ok, length);
      if (row >= 0) {
        throw RowFailure.of(
            frame,
            ErrorCode.ARITHMETIC,
            "a divisor must differ from 0",
            "0",
            text,
            row,
            "keep zeros out, e.g. when(col(\"x\").ne(0)).then(…).end()");
      }
    }
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
