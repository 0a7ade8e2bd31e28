package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Packs the keys of batches, one thread at a time. */
public final class Packer implements AutoCloseable {
  private static final int STEP = KeyPacking.STEP;

  private final List<PackedColumn.Coder> coders;
  private final int[] shifts;
  private final BufferAllocator allocator;
  private final long[] words = new long[STEP];
  private final long[] signs = new long[STEP];

  Packer(List<PackedColumn> columns, int[] shifts, BufferAllocator allocator) {
    this.coders = columns.stream().map(PackedColumn::coder).toList();
    this.shifts = shifts;
    this.allocator = allocator;
  }

  /**
   * The packed keys of rows, of which those that were refused mean nothing; they pass to the
   * caller.
   *
   * @param keys columns of {@code rows} rows, strings dictionary-encoded or not, which stay
   * @param refused receives the rows whose keys have no word
   */
  public Column pack(List<Column> keys, int rows, RowIds refused) {
    List<Column> open = new ArrayList<>();
    try {
      for (int i = 0; i < keys.size(); i++) {
        PackedColumn.Coder coder = coders.get(i);
        Column key = keys.get(i);
        boolean ready = coder.takesCodes() && CodeMap.pays(key, rows);
        open.add(ready ? key.share() : Take.decode(key, allocator));
        coder.open(open.get(i), LogicalValidity.of(open.get(i), allocator));
      }
      return packed(rows, refused);
    } finally {
      open.forEach(Column::close);
    }
  }

  private Column packed(int rows, RowIds refused) {
    ArrowBuf buffer = Memory.allocate(allocator, (long) rows << 3);
    try {
      MemorySegment to = Memory.segment(buffer);
      for (int from = 0; from < rows; from += STEP) {
        int count = Math.min(STEP, rows - from);
        step(from, count, refused);
        MemorySegment.copy(words, 0, to, Memory.LONG, (long) from << 3, count);
      }
      return Column.of(KeyPacking.FIELD, rows, allocator.getEmpty(), buffer);
    } catch (Throwable failure) {
      buffer.getReferenceManager().release();
      throw failure;
    }
  }

  private void step(int from, int count, RowIds refused) {
    Arrays.fill(words, 0, count, 0);
    Arrays.fill(signs, 0, count, 0);
    for (int i = 0; i < shifts.length; i++) {
      coders.get(i).code(from, count, shifts[i], words, signs);
    }
    long all = 0;
    for (int i = 0; i < count; i++) {
      all |= signs[i];
    }
    for (int i = 0; all < 0 && i < count; i++) {
      if (signs[i] < 0) {
        refused.add(from + i);
      }
    }
  }

  @Override
  public void close() {
    coders.forEach(PackedColumn.Coder::close);
  }
}
