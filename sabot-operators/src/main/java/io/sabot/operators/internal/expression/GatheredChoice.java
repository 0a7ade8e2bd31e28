package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Remembers which value each row takes, and gathers the rows at the end: for any layout. */
final class GatheredChoice implements Choice {
  private final Frame frame;
  private final ArrowType type;
  private final List<Column> values = new ArrayList<>();
  private final long[] rows;

  GatheredChoice(Frame frame, ArrowType type) {
    this.frame = frame;
    this.type = type;
    this.rows = new long[frame.length()];
    Arrays.fill(rows, RowIds.NULL_ROW);
  }

  @Override
  public void add(Operand value, ActiveRows taken) {
    int chunk = values.size();
    values.add(value.column().share());
    MemorySegment bits = taken.bits();
    for (int w = 0; w < Bitmaps.words(rows.length); w++) {
      long word = Bitmaps.word(bits, w, rows.length);
      while (word != 0) {
        int row = (w << 6) + Long.numberOfTrailingZeros(word);
        rows[row] = RowIds.id(chunk, row * value.stride());
        word &= word - 1;
      }
    }
  }

  @Override
  public Operand finish() {
    RowIds ids = new RowIds(rows.length);
    for (long row : rows) {
      ids.add(row);
    }
    return Operand.rows(Take.rows(Building.field(type), values, ids, frame.allocator()));
  }

  @Override
  public void close() {
    values.forEach(Column::close);
  }
}
