package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.LogicalValidity;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** An aggregate that is one of its values, of any type. Its state is a column of those values. */
abstract class PickedValue implements Accumulator {
  private final BufferAllocator allocator;
  private final Field output;
  private final RowIds taken = new RowIds(8);

  /** The values picked so far. */
  protected final PickedRows picked;

  PickedValue(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    this.allocator = allocator;
    this.output = call.output();
    this.picked = new PickedRows(output, allocator, reservation);
  }

  /**
   * Points groups to the rows they pick now, which get the next numbers in the order they are added
   * to {@code rows}.
   */
  protected abstract void pick(
      Column argument, long @Nullable [] valid, int[] groups, int count, RowIds rows);

  @Override
  public void resize(int groups) {
    picked.resize(groups);
  }

  @Override
  public void update(List<Column> arguments, int[] groups, int rows) {
    Column argument = arguments.getFirst();
    taken.clear();
    pick(argument, LogicalValidity.of(argument, allocator), groups, rows, taken);
    picked.keep(argument, taken);
  }

  @Override
  public final Column finish(int first, int count) {
    return picked.take(PickedRows.range(first, count), count);
  }

  @Override
  public final double bytesPerGroup() {
    return BatchLimit.bytesPerRow(picked.values().pieces());
  }

  @Override
  public List<Field> stateFields() {
    return List.of(valueField());
  }

  private Field valueField() {
    return new Field("value", output.getFieldType(), output.getChildren());
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    try (Column values = picked.take(groups, count)) {
      return List.of(values.renamed(valueField()));
    }
  }

  @Override
  public final void read(List<Column> state, int[] groups, int rows) {
    update(state, groups, rows);
  }

  @Override
  public void close() {
    picked.close();
  }
}
