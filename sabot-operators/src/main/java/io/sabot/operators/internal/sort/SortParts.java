package io.sabot.operators.internal.sort;

import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operators.internal.kernel.RowSort;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The end of a sort in pieces for several threads: rows are divided into parts by their keys, these
 * are sorted, and all rows gathered, batch by batch.
 */
final class SortParts {
  private final KeyedRows rows;
  private final Schema columns;
  private final RowSort sort;
  private Phase phase = Phase.DIVIDE;

  private enum Phase {
    DIVIDE,
    SORT,
    GATHER,
    OVER
  }

  private SortParts(KeyedRows rows, Schema columns, RowSort sort) {
    this.rows = rows;
    this.columns = columns;
    this.sort = sort;
  }

  /** Null where rows are too few to be worth several threads. */
  static @Nullable SortParts of(KeyedRows rows, Schema columns, RunContext context) {
    if (rows.rows() < 2L * context.options().batchRows()) {
      return null;
    }
    return new SortParts(rows, columns, rows.sorting(columns));
  }

  /** What may be done now, whichever threads do it; none where all is done. */
  List<RunPart> next() {
    return switch (phase) {
      case DIVIDE -> doing(sort.dividing(), Phase.SORT);
      case SORT -> doing(sort.sorting(), Phase.GATHER);
      case GATHER -> batches();
      case OVER -> {
        rows.clear();
        yield List.of();
      }
    };
  }

  private List<RunPart> doing(List<Runnable> work, Phase then) {
    phase = then;
    return work.stream().map(RunPart::doing).toList();
  }

  private List<RunPart> batches() {
    phase = Phase.OVER;
    rows.sorted(sort);
    List<RunPart> batches = new ArrayList<>();
    int all = (int) rows.rows();
    for (int from = 0; from < all; from += rows.limit()) {
      int start = from;
      int count = Math.min(rows.limit(), all - from);
      batches.add(RunPart.giving(() -> rows.range(columns, start, count)));
    }
    return batches;
  }
}
