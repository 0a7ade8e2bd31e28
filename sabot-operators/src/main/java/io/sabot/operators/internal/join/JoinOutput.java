package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.NullColumn;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operators.internal.join.JoinColumn.Owner;
import io.sabot.operators.internal.table.KeyWidening;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

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
  Batch pairs(Batch probe, RowIds probeRows, BuildSide build, RowIds buildRows) {
    boolean range = probeRows.size() >= probe.length() / WORTH_SHARING && isRange(probeRows);
    boolean someAlone = !shape.probesWithLeft() && shape.keepsProbe() && hasNullRow(buildRows);
    return batch(
        probeRows.size(),
        build,
        buildRows,
        column -> {
          if (column.owner() == Owner.PROBE) {
            return ofProbe(column.field(), probe.column(column.probe()), probeRows, range);
          }
          return someAlone && column.probe() >= 0
              ? ofEither(column, probe, probeRows, build, buildRows)
              : ofBuild(column, build, buildRows);
        });
  }

  /** Build rows alone: nulls on the other side, but for its keys. */
  Batch rest(BuildSide build, RowIds rows) {
    return batch(
        rows.size(),
        build,
        rows,
        column ->
            column.build() < 0
                ? NullColumn.of(column.field(), rows.size(), allocator)
                : ofBuild(column, build, rows));
  }

  /** Columns that are laid row by row are gathered together, the others one by one. */
  private Batch batch(
      int count, BuildSide build, RowIds rows, Function<JoinColumn, Column> others) {
    RowStore store = build.rows();
    List<Column> together = store == null ? List.of() : laid(store, rows);
    List<Column> columns = new ArrayList<>();
    try {
      for (JoinColumn column : shape.columns) {
        columns.add(isLaid(store, column) ? together.removeFirst() : others.apply(column));
      }
      return Batch.of(shape.output(), columns, count);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    } finally {
      together.forEach(Column::close);
    }
  }

  private List<Column> laid(RowStore store, RowIds rows) {
    List<Integer> ordinals = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (JoinColumn column : shape.columns) {
      if (isLaid(store, column)) {
        ordinals.add(column.build());
        fields.add(column.field());
      }
    }
    return ordinals.isEmpty() ? List.of() : store.take(fields, ordinals, rows);
  }

  /** A key that comes out in a wider type is not laid in that. */
  private boolean isLaid(@Nullable RowStore store, JoinColumn column) {
    return store != null
        && column.owner() == Owner.BUILD
        && store.has(column.build())
        && buildField(column).getType().equals(column.field().getType());
  }

  private Field buildField(JoinColumn column) {
    return shape.build.getFields().get(column.build());
  }

  private Column ofProbe(Field field, Column column, RowIds rows, boolean range) {
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

  private Column ofBuild(JoinColumn column, BuildSide build, RowIds rows) {
    Field from = buildField(column);
    List<Column> pieces = build.chunks().column(column.build());
    if (from.getType().equals(column.field().getType())) {
      return Take.rows(column.field(), pieces, rows, allocator);
    }
    try (Column taken = Take.rows(from, pieces, rows, allocator)) {
      return KeyWidening.to(column.field(), taken, allocator);
    }
  }

  /** A key of the build side, and that of the probe row where there is no build row. */
  private Column ofEither(
      JoinColumn column, Batch probe, RowIds probeRows, BuildSide build, RowIds buildRows) {
    RowIds which = new RowIds(buildRows.size());
    for (int i = 0; i < buildRows.size(); i++) {
      which.add(RowIds.id(buildRows.get(i) < 0 ? 1 : 0, i));
    }
    try (Column paired = ofBuild(column, build, buildRows);
        Column alone = ofProbe(column.field(), probe.column(column.probe()), probeRows, false)) {
      return Take.rows(column.field(), List.of(paired, alone), which, allocator);
    }
  }

  private static boolean hasNullRow(RowIds rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) < 0) {
        return true;
      }
    }
    return false;
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
