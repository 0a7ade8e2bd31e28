package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.FloatingKernels;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Floating point arithmetic after IEEE 754: nothing fails. */
record FloatArithmetic(Function function, Node left, Node right, ArrowType type) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = left.evaluate(frame);
        Operand b = right.evaluate(frame)) {
      if (a.isNull() || b.isNull()) {
        return Results.nothing(frame, type);
      }
      try (Building out = new Building(frame, a, b);
          Lane.Values x = Lane.load(frame, a);
          Lane.Values y = Lane.load(frame, b)) {
        out.validIn(a, b);
        MemorySegment to = out.buffer((long) Lane.width(type) * out.length());
        if (Lane.of(type) == Lane.DOUBLE) {
          doubles(a, x.values(), b, y.values(), out.length(), to);
        } else {
          floats(a, x.values(), b, y.values(), out.length(), to);
        }
        return out.finish(type);
      }
    }
  }

  private void doubles(
      Operand a, MemorySegment x, Operand b, MemorySegment y, int length, MemorySegment to) {
    if (function == Function.REM) {
      FloatingKernels.remainder(x, a.stride(), y, b.stride(), length, to);
    } else if (b.isSingle() && !a.isSingle()) {
      double constant = y.get(Memory.DOUBLE, 0);
      switch (function) {
        case PLUS -> Kernels.DOUBLES.plus(x, constant, length, to);
        case MINUS -> Kernels.DOUBLES.minus(x, constant, length, to);
        case TIMES -> Kernels.DOUBLES.times(x, constant, length, to);
        default -> Kernels.DOUBLES.divide(x, constant, length, to);
      }
    } else if (a.isSingle() && !b.isSingle()) {
      double constant = x.get(Memory.DOUBLE, 0);
      switch (function) {
        case PLUS -> Kernels.DOUBLES.plus(y, constant, length, to);
        case MINUS -> Kernels.DOUBLES.minus(constant, y, length, to);
        case TIMES -> Kernels.DOUBLES.times(y, constant, length, to);
        default -> Kernels.DOUBLES.divide(constant, y, length, to);
      }
    } else {
      switch (function) {
        case PLUS -> Kernels.DOUBLES.plus(x, y, length, to);
        case MINUS -> Kernels.DOUBLES.minus(x, y, length, to);
        case TIMES -> Kernels.DOUBLES.times(x, y, length, to);
        default -> Kernels.DOUBLES.divide(x, y, length, to);
      }
    }
  }

  private void floats(
      Operand a, MemorySegment x, Operand b, MemorySegment y, int length, MemorySegment to) {
    if (function == Function.REM) {
      FloatingKernels.remainderFloats(x, a.stride(), y, b.stride(), length, to);
    } else if (b.isSingle() && !a.isSingle()) {
      float constant = y.get(Memory.FLOAT, 0);
      switch (function) {
        case PLUS -> Kernels.FLOATS.plus(x, constant, length, to);
        case MINUS -> Kernels.FLOATS.minus(x, constant, length, to);
        case TIMES -> Kernels.FLOATS.times(x, constant, length, to);
        default -> Kernels.FLOATS.divide(x, constant, length, to);
      }
    } else if (a.isSingle() && !b.isSingle()) {
      float constant = x.get(Memory.FLOAT, 0);
      switch (function) {
        case PLUS -> Kernels.FLOATS.plus(y, constant, length, to);
        case MINUS -> Kernels.FLOATS.minus(constant, y, length, to);
        case TIMES -> Kernels.FLOATS.times(y, constant, length, to);
        default -> Kernels.FLOATS.divide(constant, y, length, to);
      }
    } else {
      switch (function) {
        case PLUS -> Kernels.FLOATS.plus(x, y, length, to);
        case MINUS -> Kernels.FLOATS.minus(x, y, length, to);
        case TIMES -> Kernels.FLOATS.times(x, y, length, to);
        default -> Kernels.FLOATS.divide(x, y, length, to);
      }
    }
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
