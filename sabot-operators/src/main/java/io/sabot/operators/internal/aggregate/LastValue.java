package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The last value that is not null. */
final class LastValue extends PlacedValue {
  LastValue(AggregateCall call, GroupRecords records) {
    super(call, records);
  }

  /**
   * Goes backwards: where a group already refers to a row of this batch, that one came later unless
   * its place says otherwise.
   */
  @Override
  protected void pick(
      Column argument, long @Nullable [] valid, int[] groups, int count, RowIds rows) {
    MemorySegment references = picked.references();
    MemorySegment from = rowPlaces();
    MemorySegment best = places().segment();
    long stride = places().stride();
    long before = picked.rows();
    long next = before + 1;
    for (int i = count - 1; i >= 0; i--) {
      long at = (long) groups[i] << 3;
      long place = from.get(Memory.LONG, (long) i << 3);
      long reference = references.get(Memory.LONG, at);
      long least = best.get(Memory.LONG, groups[i] * stride) + (reference > before ? 1 : 0);
      if ((reference == 0 || place >= least) && LogicalValidity.get(valid, i)) {
        references.set(Memory.LONG, at, next++);
        best.set(Memory.LONG, groups[i] * stride, place);
        rows.add(i);
      }
    }
  }
}
