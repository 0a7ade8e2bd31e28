package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The first value that is not null. */
final class FirstValue extends PlacedValue {
  FirstValue(AggregateCall call, GroupRecords records) {
    super(call, records);
  }

  @Override
  protected void pick(
      Column argument, long @Nullable [] valid, int[] groups, int count, RowIds rows) {
    MemorySegment references = picked.references();
    MemorySegment from = rowPlaces();
    MemorySegment best = places().segment();
    long stride = places().stride();
    long next = picked.rows() + 1L;
    for (int i = 0; i < count; i++) {
      long at = (long) groups[i] << 3;
      long place = from.get(Memory.LONG, (long) i << 3);
      boolean isFirst =
          references.get(Memory.LONG, at) == 0 || place < best.get(Memory.LONG, groups[i] * stride);
      if (isFirst && LogicalValidity.get(valid, i)) {
        references.set(Memory.LONG, at, next++);
        best.set(Memory.LONG, groups[i] * stride, place);
        rows.add(i);
      }
    }
  }
}
