package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.expression.Function;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * {@code contains_element}, {@code element_position} and {@code map_value}: a value is looked for
 * among the elements of a list or the keys of a map.
 *
 * @param type what elements and value meet in, unless both are text or bytes
 * @param field of the result
 */
record ListSearch(Function function, Node list, Node value, ArrowType type, Field field)
    implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand lists = list.evaluate(frame);
        Operand values = value.evaluate(frame)) {
      if (lists.isNull() || values.isNull()) {
        return Results.nothing(frame, field);
      }
      try (Elements elements = Elements.of(frame, lists);
          Building out = new Building(frame, lists, values)) {
        out.validIn(lists, values);
        return search(frame, elements, values, out);
      }
    }
  }

  private Operand search(Frame frame, Elements elements, Operand values, Building out) {
    Column all = elements.column();
    Column searched = function == Function.MAP_VALUE ? all.child(0) : all;
    try (Matches matches =
        Matches.of(frame, searched, elements.starts(), values, type, out.length())) {
      return switch (function) {
        case CONTAINS_ELEMENT -> contained(matches, out);
        case ELEMENT_POSITION -> positions(matches, out);
        default -> mapped(frame, matches, elements, out);
      };
    }
  }

  private Operand contained(Matches matches, Building out) {
    MemorySegment bits = out.bits();
    bits.fill((byte) 0);
    try (Building scratch = out.another()) {
      MemorySegment known = scratch.bits();
      Bitmaps.fill(known, out.length());
      for (int row = 0; row < out.length(); row++) {
        if (matches.first(row) >= 0) {
          Bitmaps.set(bits, row);
        } else if (matches.anyNull(row)) {
          Bitmaps.clear(known, row);
        }
      }
      out.validWhere(known);
    }
    return out.finish(field.getType());
  }

  private Operand positions(Matches matches, Building out) {
    MemorySegment to = out.buffer(4L * out.length());
    for (int row = 0; row < out.length(); row++) {
      to.set(Memory.INT, (long) row << 2, matches.first(row) + 1);
    }
    return out.finish(field.getType());
  }

  private Operand mapped(Frame frame, Matches matches, Elements elements, Building out) {
    @Nullable MemorySegment valid = out.valid();
    int stride = elements.starts().length == 2 ? 0 : 1;
    RowIds rows = new RowIds(out.length());
    for (int row = 0; row < out.length(); row++) {
      boolean known = valid == null || Bitmaps.get(valid, row);
      int entry = known ? matches.first(row) : -1;
      rows.add(entry < 0 ? RowIds.NULL_ROW : elements.starts()[row * stride] + entry);
    }
    Column values = Results.gathered(frame, field, elements.column().child(1), rows);
    return out.isSingle() ? Operand.single(values) : Operand.rows(values);
  }

  @Override
  public void close() {
    list.close();
    value.close();
  }
}
