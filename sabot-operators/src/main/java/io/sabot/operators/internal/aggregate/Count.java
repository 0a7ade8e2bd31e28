package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.operators.internal.table.LogicalValidity;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Rows of a group, or those in which the argument is not null. */
final class Count implements Accumulator {
  private final Field output;
  private final BufferAllocator allocator;
  private final ValueCounts counts;

  Count(Field output, GroupRecords records) {
    this.output = output;
    this.allocator = records.allocator();
    this.counts = ValueCounts.exact(records);
  }

  @Override
  public void resize(int groups) {
    counts.resize(groups);
  }

  @Override
  public boolean countsRows() {
    return true;
  }

  @Override
  public void share(RowCounts rowCounts) {
    counts.share(rowCounts);
  }

  @Override
  public void update(List<Column> arguments, int[] groups, int rows) {
    counts.update(valid(arguments), groups, rows);
  }

  @Override
  public void updateOnly(List<Column> arguments, int[] zeros, int rows) {
    counts.updateOnly(valid(arguments), rows);
  }

  private long @Nullable [] valid(List<Column> arguments) {
    return arguments.isEmpty() ? null : LogicalValidity.of(arguments.getFirst(), allocator);
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(output, count, allocator)) {
      for (int i = 0; i < count; i++) {
        results.putLong(i, counts.get(first + i));
      }
      return results.column();
    }
  }

  @Override
  public boolean finishesSideBySide() {
    return true;
  }

  @Override
  public List<Field> stateFields() {
    return counts.fields();
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    return counts.write(groups, count);
  }

  @Override
  public void read(List<Column> state, int[] groups, int rows) {
    counts.read(state.getFirst(), groups, rows);
  }

  @Override
  public void close() {
    counts.close();
  }
}
