package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Rows of a group, or those in which the argument is not null. */
final class Count implements Accumulator {
  private final Field output;
  private final BufferAllocator allocator;
  private final LongRecords counts;

  Count(Field output, BufferAllocator allocator, Reservation reservation) {
    this.output = output;
    this.allocator = allocator;
    this.counts = new LongRecords(allocator, reservation, "count");
  }

  @Override
  public void resize(int groups) {
    counts.resize(groups);
  }

  @Override
  public void update(List<Column> arguments, int[] groups, int rows) {
    long[] valid = arguments.isEmpty() ? null : LogicalValidity.of(arguments.getFirst(), allocator);
    MemorySegment to = counts.segment();
    if (valid == null) {
      all(to, groups, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        add(to, groups[i], 1);
      }
    }
  }

  private static void all(MemorySegment to, int[] groups, int rows) {
    for (int i = 0; i < rows; i++) {
      add(to, groups[i], 1);
    }
  }

  private static void add(MemorySegment to, int group, long more) {
    long at = (long) group << 3;
    to.set(Memory.LONG, at, to.get(Memory.LONG, at) + more);
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(output, count, allocator)) {
      for (int i = 0; i < count; i++) {
        results.putLong(i, counts.get(first + i, 0));
      }
      return results.column();
    }
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
    MemorySegment from = state.getFirst().segment(1);
    for (int i = 0; i < rows; i++) {
      add(counts.segment(), groups[i], from.get(Memory.LONG, (long) i << 3));
    }
  }

  @Override
  public void close() {
    counts.close();
  }
}
