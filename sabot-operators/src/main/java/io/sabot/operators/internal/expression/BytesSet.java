package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.expression.Constant;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.TextSet;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Strings or byte strings, hashed and compared where they lie. */
record BytesSet(TextSet set, boolean hasNull) implements ConstantSet {
  static BytesSet of(List<Constant> values, boolean hasNull) {
    return new BytesSet(TextSet.of(values.stream().map(BytesSet::bytes).toList()), hasNull);
  }

  private static byte[] bytes(Constant constant) {
    String text = (String) ConstantSet.value(constant);
    return constant.type() instanceof ArrowType.Binary
        ? HexFormat.of().parseHex(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Reader read(Frame frame, Operand values) {
    Column column = values.column();
    Layout layout = column.layout();
    boolean plain = layout == Layout.VARIABLE || layout == Layout.LARGE_VARIABLE;
    if (!plain || values.isSingle()) {
      return new Any(set, Comparison.rows(values));
    }
    int width = layout == Layout.VARIABLE ? 4 : 8;
    return new Plain(set, column.segment(1), width, column.segment(2));
  }

  /** Rows between offsets. */
  private record Plain(TextSet set, MemorySegment offsets, int width, MemorySegment values)
      implements Reader {
    @Override
    public long members(int first, long open) {
      return set.members(offsets, width, values, first, open);
    }

    @Override
    public void close() {
      // The rows are lent.
    }
  }

  /** Rows of any layout. */
  private record Any(TextSet set, ByteRows rows) implements Reader {
    @Override
    public long members(int first, long open) {
      long members = 0;
      for (long rest = open; rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        rows.at(first + bit);
        boolean isMember = set.contains(rows.data(), rows.start(), (int) rows.length());
        members |= (isMember ? 1L : 0L) << bit;
      }
      return members;
    }

    @Override
    public void close() {
      // The rows are lent.
    }
  }
}
