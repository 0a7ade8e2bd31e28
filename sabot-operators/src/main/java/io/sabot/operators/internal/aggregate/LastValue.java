package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The last value that is not null. */
final class LastValue extends PickedValue {
  LastValue(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    super(call, allocator, reservation);
  }

  /** Goes backwards: a group that already refers to a row of this batch is done. */
  @Override
  protected void pick(
      Column argument, long @Nullable [] valid, int[] groups, int count, RowIds rows) {
    MemorySegment references = picked.references();
    long before = picked.rows();
    long next = before + 1;
    for (int i = count - 1; i >= 0; i--) {
      long at = (long) groups[i] << 3;
      if (references.get(Memory.LONG, at) <= before && LogicalValidity.get(valid, i)) {
        references.set(Memory.LONG, at, next++);
        rows.add(i);
      }
    }
  }
}
