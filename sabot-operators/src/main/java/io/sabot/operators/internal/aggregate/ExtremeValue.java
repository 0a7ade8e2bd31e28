package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.ByteValues;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Min or max of strings and binary, in the order of their unsigned bytes, and of decimals. */
final class ExtremeValue extends PickedValue {
  private final boolean decimal;
  private final int sign;

  ExtremeValue(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    super(call, allocator, reservation);
    decimal = call.argument().getType() instanceof ArrowType.Decimal;
    sign = call.isMax() ? -1 : 1;
  }

  /**
   * While rows of this batch are compared, a group refers to row {@code i} of it as {@code -1 - i}.
   */
  @Override
  protected void pick(
      Column argument, long @Nullable [] valid, int[] groups, int count, RowIds rows) {
    ByteValues values = ByteValues.of(argument);
    ByteValues[] kept = kept();
    int[] starts = picked.values().starts();
    MemorySegment references = picked.references();
    for (int i = 0; i < count; i++) {
      if (!LogicalValidity.get(valid, i)) {
        continue;
      }
      long at = (long) groups[i] << 3;
      long best = references.get(Memory.LONG, at);
      if (best == 0 || wins(values, i, best, kept, starts)) {
        references.set(Memory.LONG, at, -1L - i);
      }
    }
    number(references, groups, count, rows);
  }

  private void number(MemorySegment references, int[] groups, int count, RowIds rows) {
    long next = picked.rows() + 1L;
    for (int i = 0; i < count; i++) {
      long at = (long) groups[i] << 3;
      if (references.get(Memory.LONG, at) == -1L - i) {
        references.set(Memory.LONG, at, next++);
        rows.add(i);
      }
    }
  }

  private ByteValues[] kept() {
    List<Column> pieces = picked.values().column(0);
    ByteValues[] kept = new ByteValues[pieces.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = ByteValues.of(pieces.get(i));
    }
    return kept;
  }

  private boolean wins(ByteValues values, int row, long best, ByteValues[] kept, int[] starts) {
    if (best < 0) {
      return compare(values, row, values, (int) (-1 - best)) * sign < 0;
    }
    int chunk = PickedRows.chunk(starts, (int) (best - 1));
    return compare(values, row, kept[chunk], (int) (best - 1) - starts[chunk]) * sign < 0;
  }

  private int compare(ByteValues one, int row, ByteValues other, int otherRow) {
    return decimal ? decimals(one, row, other, otherRow) : bytes(one, row, other, otherRow);
  }

  private static int bytes(ByteValues one, int row, ByteValues other, int otherRow) {
    MemorySegment left = one.segment(row);
    MemorySegment right = other.segment(otherRow);
    long from = one.start(row);
    long otherFrom = other.start(otherRow);
    int length = one.length(row);
    int otherLength = other.length(otherRow);
    long different =
        MemorySegment.mismatch(
            left, from, from + length, right, otherFrom, otherFrom + otherLength);
    if (different < 0 || different >= Math.min(length, otherLength)) {
      return Integer.compare(length, otherLength);
    }
    return Byte.compareUnsigned(
        left.get(Memory.BYTE, from + different), right.get(Memory.BYTE, otherFrom + different));
  }

  /** Little-endian two's complement: the highest byte is signed, the others are not. */
  private static int decimals(ByteValues one, int row, ByteValues other, int otherRow) {
    MemorySegment left = one.segment(row);
    MemorySegment right = other.segment(otherRow);
    int width = one.length(row);
    long from = one.start(row);
    long otherFrom = other.start(otherRow);
    byte high = left.get(Memory.BYTE, from + width - 1);
    byte otherHigh = right.get(Memory.BYTE, otherFrom + width - 1);
    if (high != otherHigh) {
      return Byte.compare(high, otherHigh);
    }
    for (int b = width - 2; b >= 0; b--) {
      int difference =
          Byte.compareUnsigned(
              left.get(Memory.BYTE, from + b), right.get(Memory.BYTE, otherFrom + b));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
