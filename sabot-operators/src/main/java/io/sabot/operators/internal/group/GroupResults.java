package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.KeyPacking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of groups in bounded batches, one source of groups after the other. */
final class GroupResults implements RunPart {
  private final GroupShape shape;
  private final RunContext context;
  private final GroupSource source;
  private final @Nullable KeyPacking packing;
  private @Nullable WholeGroups groups;
  private boolean over;
  private int limit;
  private int given;

  /** Where groups come from. */
  interface GroupSource extends AutoCloseable {
    /** The next groups, valid until the next call, or null where there are no more. */
    @Nullable WholeGroups next();

    @Override
    void close();
  }

  /**
   * Results of groups.
   *
   * @param source passes to this
   * @param packing what their keys stand for, or null where these are the keys
   */
  GroupResults(
      GroupShape shape, RunContext context, GroupSource source, @Nullable KeyPacking packing) {
    this.shape = shape;
    this.context = context;
    this.source = source;
    this.packing = packing;
  }

  @Override
  public @Nullable Batch next() {
    while (!over) {
      if (groups == null) {
        groups = source.next();
        given = 0;
        over = groups == null;
        limit = over ? 0 : BatchLimit.rows(context.options(), groups.bytesPerGroup());
        continue;
      }
      Batch batch = groups.finish(given, limit);
      if (batch != null) {
        given += batch.length();
        return unpacked(batch);
      }
      groups = null;
    }
    return null;
  }

  private Batch unpacked(Batch batch) {
    if (packing == null) {
      return batch;
    }
    List<Column> columns = new ArrayList<>();
    try (batch) {
      columns.addAll(packing.unpack(batch.column(0)));
      for (Column column : batch.columns().subList(1, batch.columns().size())) {
        columns.add(column.share());
      }
      return Batch.of(shape.output(), columns, batch.length());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    over = true;
    groups = null;
    source.close();
  }
}
