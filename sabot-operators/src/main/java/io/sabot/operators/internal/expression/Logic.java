package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.BooleanKernels;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** Three-valued logic. */
final class Logic {
  private Logic() {}

  /** Which of the two. */
  enum Connective {
    /** False where either side is false. */
    AND,
    /** True where either side is true. */
    OR
  }

  /** What happens where the left side alone decides. */
  enum RightSide {
    /** The right side cannot fail: it is computed for all rows. */
    ALL_ROWS,
    /** The right side can fail: only rows that the left side leaves open matter to it. */
    OPEN_ROWS
  }

  record AndOr(Connective connective, Node left, Node right, RightSide rows) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      Operand a = left.evaluate(frame);
      if (a.isSingle() && !a.isNull()) {
        boolean decided = Bitmaps.get(a.values(), 0) == (connective == Connective.OR);
        if (decided) {
          return a;
        }
        a.close();
        return right.evaluate(frame);
      }
      try (a) {
        return rows == RightSide.ALL_ROWS ? with(frame, a, frame) : open(frame, a);
      }
    }

    private Operand open(Frame frame, Operand a) {
      if (a.isSingle()) {
        return with(frame, a, frame);
      }
      try (ActiveRows open = ActiveRows.undecided(frame, a, connective)) {
        if (open.isEmpty()) {
          return Operand.rows(a.column().share());
        }
        return with(frame, a, frame.within(open.bits()));
      }
    }

    private Operand with(Frame frame, Operand a, Frame rightRows) {
      try (Operand b = right.evaluate(rightRows)) {
        return combine(frame, connective, a, b);
      }
    }

    @Override
    public void close() {
      left.close();
      right.close();
    }
  }

  static Operand combine(Frame frame, Connective connective, Operand a, Operand b) {
    try (Building out = new Building(frame, a, b);
        Lane.Values x = Lane.bits(frame, a, out.length());
        Lane.Values y = Lane.bits(frame, b, out.length())) {
      int length = out.length();
      MemorySegment bits = out.bits();
      if (!a.column().hasNulls() && !b.column().hasNulls()) {
        if (connective == Connective.AND) {
          Kernels.BITS.and(x.values(), y.values(), length, bits);
        } else {
          Kernels.BITS.or(x.values(), y.values(), length, bits);
        }
        return out.finish(Types.BOOL);
      }
      try (Lane.Values validA = validity(frame, a, length);
          Lane.Values validB = validity(frame, b, length)) {
        kleene(connective, x, validA, y, validB, length, bits, out.validityBits());
      }
      return out.finish(Types.BOOL);
    }
  }

  private static void kleene(
      Connective connective,
      Lane.Values a,
      Lane.@Nullable Values validA,
      Lane.Values b,
      Lane.@Nullable Values validB,
      int length,
      MemorySegment bits,
      MemorySegment validity) {
    MemorySegment knownA = validA == null ? null : validA.values();
    MemorySegment knownB = validB == null ? null : validB.values();
    if (connective == Connective.AND) {
      BooleanKernels.and(a.values(), knownA, b.values(), knownB, length, bits, validity);
    } else {
      BooleanKernels.or(a.values(), knownA, b.values(), knownB, length, bits, validity);
    }
  }

  private static Lane.@Nullable Values validity(Frame frame, Operand operand, int length) {
    MemorySegment validity = operand.column().validity();
    if (validity == null || !operand.isSingle() || length == 1) {
      return validity == null ? null : new Lane.Values(validity, null);
    }
    ArrowBuf zeros = Memory.allocateZeroed(frame.allocator(), Comparison.bitmapBytes(frame));
    return new Lane.Values(Memory.segment(zeros), zeros);
  }

  record Not(Node argument) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      try (Operand a = argument.evaluate(frame)) {
        return negated(frame, a);
      }
    }

    @Override
    public void close() {
      argument.close();
    }
  }

  private static Operand negated(Frame frame, Operand a) {
    try (Building out = new Building(frame, a)) {
      out.validIn(a);
      Kernels.BITS.not(a.values(), out.length(), out.bits());
      return out.finish(Types.BOOL);
    }
  }
}
