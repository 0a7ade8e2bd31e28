package io.sabot.operators.internal.sort;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.expression.SortKey;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.kernel.RowSort;
import io.sabot.operators.internal.row.Gather;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches kept with the encoded keys of their rows; once sorted, their rows come out in order. All
 * memory is reserved before it is taken.
 */
public final class KeyedRows implements AutoCloseable {
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final Schema schema;
  private final KeyColumns keys;
  private final RunContext context;
  private final Reservation reservation;
  private final List<Batch> chunks = new ArrayList<>();
  private final List<KeyBlock> blocks = new ArrayList<>();
  private long rows;
  private long @Nullable [] sorted;
  private int next;

  /** No rows yet. */
  public KeyedRows(Schema schema, List<SortKey> keys, RunContext context) {
    this.schema = schema;
    this.context = context;
    this.keys = KeyColumns.open(context.stage(), keys, schema, context);
    this.reservation = context.reserve("rows");
  }

  /** Rows kept. */
  public long rows() {
    return rows;
  }

  /** Takes over a flat batch. */
  public void add(Batch flat) {
    try {
      requireRoom(flat.rowCount());
      reservation.grow(flat.bytes());
      blocks.add(encode(flat));
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
    chunks.add(flat);
    rows += flat.rowCount();
  }

  private void requireRoom(int more) {
    if (rows + more > MOST_ROWS) {
      throw Problem.at(context.stage(), ErrorCode.MEMORY_LIMIT)
          .rule("a sort holds at most " + MOST_ROWS + " rows")
          .but("there are more")
          .cure("filter before sorting, or ask for the first rows with topN")
          .memory();
    }
  }

  private KeyBlock encode(Batch flat) {
    List<Column> columns = keys.of(flat);
    try {
      KeyEncoder encoder = new KeyEncoder(keys.keys(), columns, flat.rowCount());
      long[] starts = encoder.starts();
      reservation.grow(KeyBlock.size(starts));
      return encoder.encode(starts, context.allocator());
    } finally {
      columns.forEach(Column::close);
    }
  }

  /** The rows of a flat batch that stand before the last row of the first chunk kept. */
  public Selection beforeLastOfFirstChunk(Batch flat) {
    int[] below = new int[flat.rowCount()];
    KeyBlock first = blocks.getFirst();
    int last = first.starts().length - 2;
    try (KeyBlock block = encode(flat)) {
      int count =
          RowSort.below(
              block.segment(),
              block.starts(),
              first.segment(),
              first.starts()[last],
              first.starts()[last + 1],
              below);
      reservation.shrink(KeyBlock.size(block.starts()));
      return count == flat.rowCount()
          ? Selection.ALL
          : count == 0 ? Selection.NONE : new Selection.Rows(below, count);
    }
  }

  /** Sorts; the keys are let go. */
  public void sort() {
    reservation.grow(rows * RowSort.bytesPerRow());
    MemorySegment[] bytes = blocks.stream().map(KeyBlock::segment).toArray(MemorySegment[]::new);
    long[][] starts = blocks.stream().map(KeyBlock::starts).toArray(long[][]::new);
    sorted = new RowSort(bytes, starts, (int) rows).sort();
    next = 0;
    reservation.shrink(rows * (RowSort.bytesPerRow() - Long.BYTES));
    releaseKeys();
  }

  /** The next rows in order, at most {@code most} of them; null before the sort and at the end. */
  public @Nullable Batch next(long most) {
    if (sorted == null || next == sorted.length || most == 0) {
      return null;
    }
    int count = (int) Math.min(most, sorted.length - next);
    RowIds ids = new RowIds(count);
    for (int i = 0; i < count; i++) {
      ids.add(sorted[next + i]);
    }
    next += count;
    return Gather.rows(schema, chunks, ids, context.allocator());
  }

  /** What is kept, in the order it came, as shares that pass to the caller. */
  public List<Batch> held() {
    return chunks.stream().map(Batch::share).toList();
  }

  /** Lets every row go. */
  public void clear() {
    releaseKeys();
    chunks.forEach(Batch::close);
    chunks.clear();
    rows = 0;
    sorted = null;
    reservation.shrink(reservation.bytes());
  }

  private void releaseKeys() {
    for (KeyBlock block : blocks) {
      reservation.shrink(KeyBlock.size(block.starts()));
      block.close();
    }
    blocks.clear();
  }

  @Override
  public void close() {
    clear();
    keys.close();
    reservation.close();
  }
}
