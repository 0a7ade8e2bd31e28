package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.Field;

/** {@code element}: one element of each list, counted from 1, or from the end where negative. */
record ListElement(Node list, Node index, Field field) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand lists = list.evaluate(frame);
        Operand indices = index.evaluate(frame)) {
      if (lists.isNull() || indices.isNull()) {
        return Results.nothing(frame, field);
      }
      Operand.Extent extent =
          lists.isSingle() && indices.isSingle() ? Operand.Extent.SINGLE : Operand.Extent.ROWS;
      RowIds rows = rows(lists, indices, extent == Operand.Extent.SINGLE ? 1 : frame.length());
      return new Operand(Results.gathered(frame, field, lists.column().child(0), rows), extent);
    }
  }

  private static RowIds rows(Operand lists, Operand indices, int length) {
    Spans spans = Spans.of(lists.column());
    MemorySegment values = indices.values();
    MemorySegment known = indices.column().validity();
    RowIds rows = new RowIds(length);
    for (int i = 0; i < length; i++) {
      int list = i * lists.stride();
      long at = (long) i * indices.stride();
      boolean isNull = spans.isNull(list) || known != null && !Bitmaps.get(known, (int) at);
      rows.add(isNull ? RowIds.NULL_ROW : row(spans, list, values.get(Memory.LONG, at << 3)));
    }
    return rows;
  }

  private static long row(Spans spans, int list, long index) {
    int size = spans.size(list);
    long place = index > 0 ? index - 1 : size + index;
    return index == 0 || place < 0 || place >= size ? RowIds.NULL_ROW : spans.start(list) + place;
  }

  @Override
  public void close() {
    list.close();
    index.close();
  }
}
