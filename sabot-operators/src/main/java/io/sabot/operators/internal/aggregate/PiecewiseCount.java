package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** The different values of one group, whose lists come in pieces. */
record PiecewiseCount(Field output, ValueCounter counter, BufferAllocator allocator)
    implements PiecewiseAggregate {
  @Override
  public int stateColumns() {
    return 1;
  }

  @Override
  public void take(List<Column> state, int rows) {
    try (Column values = ListState.values(state.getFirst(), rows, allocator)) {
      counter.take(values);
    }
  }

  @Override
  public boolean asksAgain() {
    return false;
  }

  @Override
  public Column finish() {
    try (Results results = new Results(output, 1, allocator)) {
      results.putLong(0, counter.count());
      return results.column();
    }
  }

  @Override
  public void close() {
    counter.close();
  }
}
