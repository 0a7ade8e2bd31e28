package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Memory;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.BitMath;
import io.sabot.operators.internal.kernel.IntegerKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A function of the bits of one or two integers, computed in 64 bits and cut to the type. */
record BitNode(BoundCall call, List<Node> arguments, BitMath.Operation operation) implements Node {
  static Node of(BoundCall call, List<Node> arguments) {
    return new BitNode(
        call,
        arguments,
        switch (call.function()) {
          case BIT_AND -> BitMath.Operation.AND;
          case BIT_OR -> BitMath.Operation.OR;
          case BIT_XOR -> BitMath.Operation.XOR;
          case BIT_NOT -> BitMath.Operation.NOT;
          case SHIFT_LEFT -> BitMath.Operation.LEFT;
          default ->
              Types.isUnsigned(call.type())
                  ? BitMath.Operation.RIGHT_UNSIGNED
                  : BitMath.Operation.RIGHT;
        });
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = arguments.getFirst().evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, call.type());
      }
      if (arguments.size() == 1) {
        return compute(frame, a, a);
      }
      try (Operand b = arguments.getLast().evaluate(frame)) {
        return b.isNull() ? Results.nothing(frame, call.type()) : compute(frame, a, b);
      }
    }
  }

  private Operand compute(Frame frame, Operand a, Operand b) {
    ArrowType type = call.type();
    try (Building out = new Building(frame, a, b);
        Building scratch = Building.rows(frame);
        Lane.Values x = Lane.longs(frame, a);
        Lane.Values y = Lane.longs(frame, b)) {
      out.validIn(a, b);
      int length = out.length();
      int width = Lane.width(type);
      MemorySegment to = out.buffer((long) width * length);
      MemorySegment wide = width == 8 ? to : scratch.buffer(8L * length);
      BitMath.compute(operation, x.values(), a.stride(), y.values(), b.stride(), length, wide);
      if (width < 8) {
        IntegerKernels.narrow(wide, width, length, to);
      }
      if (call.function() == Function.SHIFT_LEFT || call.function() == Function.SHIFT_RIGHT) {
        check(frame, b, y.values(), out);
      }
      return out.finish(type);
    }
  }

  private void check(Frame frame, Operand distance, MemorySegment distances, Building out) {
    int length = distance.column().length();
    try (Building scratch = Building.rows(frame)) {
      MemorySegment ok = scratch.bits();
      if (IntegerKernels.within(distances, 0, Long.MAX_VALUE, length, ok)) {
        return;
      }
      // A single distance fails every row that is not null.
      int row =
          distance.isSingle()
              ? RowFailure.first(frame, out.valid(), none(scratch), out.length())
              : RowFailure.first(frame, out.valid(), ok, out.length());
      if (row >= 0) {
        throw failure(frame, distances.get(Memory.LONG, (long) row * distance.stride() << 3), row);
      }
    }
  }

  private static MemorySegment none(Building scratch) {
    MemorySegment bits = scratch.bits();
    bits.fill((byte) 0);
    return bits;
  }

  private RuntimeException failure(Frame frame, long distance, int row) {
    return RowFailure.of(
        frame,
        ErrorCode.ARITHMETIC,
        "a distance must lie at 0 or above",
        Long.toString(distance),
        call.toString(),
        row,
        "shift the other way, or keep negative distances out");
  }

  @Override
  public void close() {
    arguments.forEach(Node::close);
  }
}
