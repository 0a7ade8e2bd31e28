package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.operators.internal.kernel.RowMover;
import io.sabot.operators.internal.kernel.RowSort;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Gather;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of chunks, copied block by block while they are sorted. A chunk is let go when all its
 * rows are copied, so that little more memory is held than before; where there is not even that,
 * rows stay where they are.
 */
final class MovedRows implements RowMover, AutoCloseable {
  private final Schema columns;
  private final List<Batch> chunks;
  private final long[] left;
  private final double bytesPerRow;
  private final HeldBytes held;
  private final BufferAllocator allocator;
  private final List<@Nullable Batch> copies = new ArrayList<>();

  /**
   * Nothing is copied yet.
   *
   * @param columns those of the chunks that are copied, the first of them
   * @param chunks those that are let go become empty
   * @param held what the chunks hold
   */
  MovedRows(Schema columns, List<Batch> chunks, HeldBytes held, BufferAllocator allocator) {
    this.columns = columns;
    this.chunks = chunks;
    this.left = chunks.stream().mapToLong(Batch::length).toArray();
    this.bytesPerRow = BatchLimit.bytesPerRow(chunks);
    this.held = held;
    this.allocator = allocator;
  }

  @Override
  public boolean move(int block, long[] ids) {
    long expected = (long) (ids.length * bytesPerRow);
    if (!held.tryGrowAlone(expected)) {
      return false;
    }
    Batch copy;
    try {
      copy = copy(ids);
    } catch (Throwable failure) {
      held.shrink(expected);
      throw failure;
    }
    long more = Math.max(0, copy.bytes() - expected);
    if (!held.tryGrowAlone(more)) {
      copy.close();
      held.shrink(expected);
      return false;
    }
    held.shrink(expected + more - copy.bytes());
    keep(block, copy, ids);
    return true;
  }

  private Batch copy(long[] ids) {
    int[] numbers = new int[left.length];
    Arrays.fill(numbers, -1);
    List<Batch> sources = new ArrayList<>();
    RowIds rows = new RowIds(ids.length);
    for (long id : ids) {
      int chunk = RowIds.chunk(id);
      if (numbers[chunk] < 0) {
        numbers[chunk] = sources.size();
        sources.add(chunk(chunk));
      }
      rows.add(RowIds.id(numbers[chunk], RowIds.row(id)));
    }
    return Gather.rows(columns, sources, rows, allocator);
  }

  private synchronized Batch chunk(int chunk) {
    return chunks.get(chunk);
  }

  private synchronized void keep(int block, Batch copy, long[] ids) {
    while (copies.size() <= block) {
      copies.add(null);
    }
    copies.set(block, copy);
    for (long id : ids) {
      if (--left[RowIds.chunk(id)] == 0) {
        letGo(RowIds.chunk(id));
      }
    }
  }

  private void letGo(int chunk) {
    Batch copied = chunks.set(chunk, none());
    held.shrink(copied.bytes());
    copied.close();
  }

  private Batch none() {
    return Gather.rows(columns, List.of(), new RowIds(0), allocator);
  }

  /** Makes the copies chunks, where and as the sort says; they pass to the list. */
  void settle(RowSort sort) {
    if (sort.firstMoved() == 0) {
      chunks.forEach(Batch::close);
      chunks.clear();
    }
    for (int block = 0; block < sort.blocks(); block++) {
      Batch copy = block < copies.size() ? copies.set(block, null) : null;
      chunks.add(copy == null ? none() : copy);
    }
  }

  /** Lets the copies go; what they hold is counted with the chunks. */
  @Override
  public void close() {
    for (Batch copy : copies) {
      if (copy != null) {
        copy.close();
      }
    }
    copies.clear();
  }
}
