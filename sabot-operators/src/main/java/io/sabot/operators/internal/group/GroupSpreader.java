package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.Packer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the rows of one run to groups that it shares with others. */
final class GroupSpreader implements AutoCloseable {
  private final GroupShape shape;
  private final RunContext context;
  private final @Nullable PackedGroups packed;
  private final @Nullable Packer packer;
  private final SharedGroups others;
  private final RowIds refused = new RowIds(8);

  GroupSpreader(
      GroupShape shape, RunContext context, @Nullable PackedGroups packed, SharedGroups others) {
    this.shape = shape;
    this.context = context;
    this.packed = packed;
    this.packer = packed == null ? null : packed.packer();
    this.others = others;
  }

  /** Takes rows: key columns, then arguments, all of which stay with the caller. */
  void update(List<Column> read, int rows) {
    if (packer == null) {
      updateOthers(read, rows);
      return;
    }
    refused.clear();
    try (Column keys = packer.pack(read.subList(0, shape.keyCount), rows, refused)) {
      List<Column> words = new ArrayList<>(List.of(keys));
      words.addAll(read.subList(shape.keyCount, read.size()));
      if (refused.size() == 0) {
        packed.update(words, rows);
      } else {
        some(words, accepted(rows), packed::update);
        some(read, refused, this::updateOthers);
      }
    }
  }

  private interface Update {
    void take(List<Column> columns, int rows);
  }

  private void some(List<Column> columns, RowIds rows, Update update) {
    List<Column> taken = new ArrayList<>();
    try {
      for (Column column : columns) {
        taken.add(Take.rows(column, rows, context.allocator()));
      }
      update.take(taken, rows.size());
    } finally {
      taken.forEach(Column::close);
    }
  }

  private RowIds accepted(int rows) {
    RowIds accepted = new RowIds(rows);
    int next = 0;
    for (int row = 0; row < rows; row++) {
      if (next < refused.size() && refused.get(next) == row) {
        next++;
      } else {
        accepted.add(row);
      }
    }
    return accepted;
  }

  /** Keys are taken apart, and therefore decoded. */
  private void updateOthers(List<Column> read, int rows) {
    List<Column> decoded = new ArrayList<>();
    try {
      for (Column column : read) {
        decoded.add(Take.decode(column, context.allocator()));
      }
      others.update(decoded, rows);
    } finally {
      decoded.forEach(Column::close);
    }
  }

  /** Takes over the groups of a run, which stay with the caller, out of reach of others. */
  void merge(Groups other) {
    int first = 0;
    for (Batch piece : other.keys().pieces()) {
      merge(other, piece, first);
      first += piece.length();
    }
  }

  private void merge(Groups other, Batch piece, int first) {
    if (packer == null) {
      others.merge(other, piece.columns(), numbers(null, piece.length(), first));
      return;
    }
    refused.clear();
    try (Column keys = packer.pack(piece.columns(), piece.length(), refused)) {
      RowIds taken = accepted(piece.length());
      some(
          List.of(keys),
          taken,
          (words, rows) -> packed.merge(other, words.getFirst(), numbers(taken, rows, first)));
      RowIds rest = refused;
      some(
          piece.columns(),
          rest,
          (columns, rows) -> others.merge(other, columns, numbers(rest, rows, first)));
    }
  }

  private static int[] numbers(@Nullable RowIds rows, int count, int first) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = first + (rows == null ? i : (int) rows.get(i));
    }
    return numbers;
  }

  @Override
  public void close() {
    if (packer != null) {
      packer.close();
    }
  }
}
