package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.expression.Types;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** {@code in} over a set of constants: one look-up per row. */
record MemberTest(Node value, ConstantSet set) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = value.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, Types.BOOL);
      }
      try (Building out = new Building(frame, a)) {
        out.validIn(a);
        MemorySegment bits = out.bits();
        test(frame, a, out.valid(), out.length(), bits);
        if (set.hasNull()) {
          // Not among the values is unknown where one of them is.
          out.validWhere(bits);
        }
        return out.finish(Types.BOOL);
      }
    }
  }

  private void test(
      Frame frame, Operand a, @Nullable MemorySegment valid, int length, MemorySegment bits) {
    try (ConstantSet.Reader reader = set.read(frame, a)) {
      for (int w = 0; w < Bitmaps.words(length); w++) {
        int rest = length - (w << 6);
        long open = rest >= 64 ? -1 : (1L << rest) - 1;
        open &= valid == null ? -1 : Bitmaps.word(valid, w, length);
        Bitmaps.putWord(bits, w, length, reader.members(w << 6, open));
      }
    }
  }

  @Override
  public void close() {
    value.close();
  }
}
