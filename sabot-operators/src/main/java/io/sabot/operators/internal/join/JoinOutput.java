package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.NullColumn;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.KeyWidening;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Gathers output batches from the rows that were paired. */
final class JoinOutput {
  /** Smaller parts of a probe batch are copied, so as not to hold the whole of it. */
  private static final int WORTH_SHARING = 4;

  private final JoinShape shape;
  private final BufferAllocator allocator;

  JoinOutput(JoinShape shape, BufferAllocator allocator) {
    this.shape = shape;
    this.allocator = allocator;
  }

  /** Pairs: rows of the probe batch, which stays, beside rows of the build side. */
  Batch pairs(Batch probe, RowIds left, BuildSide build, RowIds right) {
    List<Column> columns = new ArrayList<>();
    try {
      boolean range = left.size() >= probe.length() / WORTH_SHARING && isRange(left);
      // Behind them a row may carry its place.
      for (int i = 0; i < shape.left.getFields().size(); i++) {
        columns.add(left(i, probe.column(i), left, range));
      }
      addRight(columns, build, right);
      return Batch.of(shape.output(), columns, left.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Column left(int ordinal, Column column, RowIds rows, boolean range) {
    Field field = field(ordinal);
    if (range) {
      try (Column part = column.slice((int) rows.get(0), rows.size(), allocator)) {
        return KeyWidening.to(field, part, allocator);
      }
    }
    if (field.getType().equals(column.physicalType())) {
      return Take.rows(field, List.of(column), rows, allocator);
    }
    try (Column taken = Take.rows(column, rows, allocator)) {
      return KeyWidening.to(field, taken, allocator);
    }
  }

  /** Build rows without a pair: nulls on the left, but for the keys. */
  Batch unmatched(BuildSide build, RowIds right) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < shape.left.getFields().size(); i++) {
        int pair = shape.pairOfLeft(i);
        columns.add(
            pair < 0
                ? NullColumn.of(field(i), right.size(), allocator)
                : key(field(i), build.chunks(), shape.rightKeys[pair], right));
      }
      addRight(columns, build, right);
      return Batch.of(shape.output(), columns, right.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Column key(Field field, Chunks build, int ordinal, RowIds rows) {
    Field from = shape.right.getFields().get(ordinal);
    try (Column taken = Take.rows(from, build.column(ordinal), rows, allocator)) {
      return KeyWidening.to(field, taken, allocator);
    }
  }

  /** Columns that are laid row by row are gathered together. */
  private void addRight(List<Column> columns, BuildSide build, RowIds rows) {
    RowStore store = build.rows();
    List<Integer> laid = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < shape.rightColumns.size(); i++) {
      int ordinal = shape.rightColumns.get(i);
      if (store != null && store.has(ordinal)) {
        laid.add(ordinal);
        fields.add(rightField(i));
      }
    }
    List<Column> together = laid.isEmpty() ? List.of() : store.take(fields, laid, rows);
    try {
      for (int i = 0; i < shape.rightColumns.size(); i++) {
        int ordinal = shape.rightColumns.get(i);
        columns.add(
            laid.contains(ordinal)
                ? together.removeFirst()
                : Take.rows(rightField(i), build.chunks().column(ordinal), rows, allocator));
      }
    } finally {
      together.forEach(Column::close);
    }
  }

  private Field rightField(int place) {
    return field(shape.left.getFields().size() + place);
  }

  private Field field(int ordinal) {
    return shape.output().getFields().get(ordinal);
  }

  /** Whether rows lie side by side, so that they can be shared instead of copied. */
  private static boolean isRange(RowIds rows) {
    long first = rows.get(0);
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i) != first + i) {
        return false;
      }
    }
    return true;
  }
}
