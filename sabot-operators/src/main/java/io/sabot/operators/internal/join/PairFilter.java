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
import org.apache.arrow.vector.types.pojo.Field;

/** A condition on pairs, compiled: gathers the columns it looks at, and no others. */
final class PairFilter implements AutoCloseable {
  private final PairCondition condition;
  private final BufferAllocator allocator;
  private final Evaluator evaluator;

  PairFilter(PairCondition condition, RunContext context) {
    this.condition = condition;
    this.allocator = context.allocator();
    this.evaluator =
        new Backends()
            .compile("HashJoin", List.of(condition.predicate()), condition.read(), context);
  }

  /** The positions of pairs for which the condition is true. */
  RowIds kept(Batch probe, RowIds left, Chunks build, RowIds right) {
    try (Batch pairs = gather(probe, left, build, right)) {
      Selection kept = evaluator.filter(pairs);
      return RowIds.of(kept, left.size());
    }
  }

  private Batch gather(Batch probe, RowIds left, Chunks build, RowIds right) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int ordinal : condition.lefts()) {
        List<Column> piece = List.of(probe.column(ordinal));
        columns.add(Take.rows(field(columns.size()), piece, left, allocator));
      }
      for (int ordinal : condition.rights()) {
        columns.add(Take.rows(field(columns.size()), build.column(ordinal), right, allocator));
      }
      return Batch.of(condition.read(), columns, left.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Field field(int ordinal) {
    return condition.read().getFields().get(ordinal);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
