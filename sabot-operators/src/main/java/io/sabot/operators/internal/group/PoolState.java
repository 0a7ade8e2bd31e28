package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.StateRows;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a run as state, those in memory and those on disk: a key may come several times.
 */
final class PoolState implements StateTable {
  private final GroupShape shape;
  private final RunContext context;
  private final GroupPool pool;
  private final GroupPart part;
  private final @Nullable SpreadGroups spread;

  PoolState(
      GroupShape shape,
      RunContext context,
      GroupPool pool,
      GroupPart part,
      @Nullable SpreadGroups spread) {
    this.shape = shape;
    this.context = context;
    this.pool = pool;
    this.part = part;
    this.spread = spread;
  }

  private GroupState inMemory() {
    return new GroupState(shape, context, part.groups());
  }

  @Override
  public String name() {
    return inMemory().name();
  }

  @Override
  public Schema schema() {
    return inMemory().schema();
  }

  /** Nothing goes to disk while what is there and what is here is put together. */
  @Override
  public List<Batch> write(KeyGroups wanted) {
    pool.files().begin();
    try {
      if (spread != null) {
        spread.parts().forEach(GroupPart::settle);
      }
      return all(wanted);
    } finally {
      pool.files().end();
    }
  }

  private List<Batch> all(KeyGroups wanted) {
    List<Batch> batches = new ArrayList<>();
    try {
      // What was written first came first: some aggregates follow the order of rows.
      pool.files().read(wanted, batches);
      batches.addAll(inMemory().write(wanted));
      if (spread != null) {
        spread.write(wanted, batches);
      }
      return batches;
    } catch (Throwable failure) {
      batches.forEach(Batch::close);
      throw failure;
    }
  }

  @Override
  public void read(Batch rows) {
    StateRows.check("GroupBy", name(), schema(), rows);
    if (shape.keyCount == 0 && !shape.keepsValues) {
      part.read(rows);
      return;
    }
    try (Batch all = rows.dense(context.allocator())) {
      pool.feed(
          part,
          all.columns(),
          all.length(),
          all.length(),
          (from, count) -> part.read(all.slice(from, count, context.allocator())));
    }
  }
}
