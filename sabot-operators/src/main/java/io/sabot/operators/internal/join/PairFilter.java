package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.batch.Take;
import io.sabot.expression.Evaluator;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.table.Chunks;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** A condition on pairs, compiled: gathers the columns it looks at, and no others. */
final class PairFilter implements AutoCloseable {
  private final PairCondition condition;
  private final JoinShape shape;
  private final BufferAllocator allocator;
  private final Evaluator evaluator;

  PairFilter(JoinShape shape, RunContext context) {
    this.shape = shape;
    this.condition = shape.condition;
    this.allocator = context.allocator();
    this.evaluator =
        new Backends()
            .compile("HashJoin", List.of(condition.predicate()), condition.read(), context);
  }

  /** The positions of pairs for which the condition is true. */
  RowIds kept(Batch probe, RowIds probeRows, Chunks build, RowIds buildRows) {
    try (Batch pairs = gather(probe, probeRows, build, buildRows)) {
      Selection kept = evaluator.filter(pairs);
      return RowIds.of(kept, probeRows.size());
    }
  }

  private Batch gather(Batch probe, RowIds probeRows, Chunks build, RowIds buildRows) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int ordinal : condition.lefts()) {
        columns.add(
            shape.probesWithLeft()
                ? take(columns.size(), List.of(probe.column(ordinal)), probeRows)
                : take(columns.size(), build.column(ordinal), buildRows));
      }
      for (int ordinal : condition.rights()) {
        columns.add(
            shape.probesWithLeft()
                ? take(columns.size(), build.column(ordinal), buildRows)
                : take(columns.size(), List.of(probe.column(ordinal)), probeRows));
      }
      return Batch.of(condition.read(), columns, probeRows.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Column take(int place, List<Column> pieces, RowIds rows) {
    return Take.rows(condition.read().getFields().get(place), pieces, rows, allocator);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
