package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Take;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.Inputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a grouping reads of its batches: keys, arguments, and the places of rows where they count.
 */
final class GroupInputs implements AutoCloseable {
  private final GroupShape shape;
  private final RunContext context;

  /** Compiled with the first batch: totals may come without any. */
  private @Nullable Inputs inputs;

  GroupInputs(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
  }

  /**
   * The columns read of a dense batch, which stays with the caller; they pass to the caller. Keys
   * may stay dictionary-encoded.
   *
   * @param place where the rows come from; see {@link RowPlaces}
   */
  List<Column> read(Batch dense, long place) {
    if (inputs == null) {
      inputs = new Inputs("GroupBy", shape.read, shape.input, context);
    }
    List<Column> read = new ArrayList<>(inputs.columns(dense));
    try {
      for (int i = shape.keyCount; i < read.size(); i++) {
        try (Column column = read.get(i)) {
          read.set(i, Take.decode(column, context.allocator()));
        }
      }
      if (shape.followsOrder) {
        read.add(RowPlaces.of(place, dense.length(), context.allocator()));
      }
      return read;
    } catch (Throwable failure) {
      read.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    if (inputs != null) {
      inputs.close();
    }
  }
}
