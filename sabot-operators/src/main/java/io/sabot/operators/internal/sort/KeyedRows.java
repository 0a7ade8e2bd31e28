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
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Gather;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
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
  private int limit;
  private int kept;

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

  /** Takes over a batch, whose selected rows count. */
  public void add(Batch batch) {
    Batch flat = flat(batch);
    try {
      requireRoom(flat.rowCount());
      blocks.add(encode(flat));
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
    chunks.add(flat);
    rows += flat.rowCount();
  }

  /** Reserves what the batch holds, which is mostly no less than what its rows take. */
  private Batch flat(Batch batch) {
    long expected = batch.bytes();
    try {
      reservation.grow(expected);
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
    Batch flat = batch.flat(context.allocator());
    try {
      reservation.grow(Math.max(0, flat.bytes() - expected));
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
    reservation.shrink(Math.max(0, expected - flat.bytes()));
    return flat;
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

  /** Only the first rows of the order stay, in that order. */
  public void keepFirst(long wanted) {
    double bytesPerRow = BatchLimit.bytesPerRow(chunks);
    reservation.grow((long) (bytesPerRow * Math.min(wanted, rows)));
    sort();
    ArrayDeque<Batch> first = new ArrayDeque<>();
    try {
      for (Batch batch; (batch = next(wanted)) != null; wanted -= batch.rowCount()) {
        first.add(batch);
      }
      clear();
      while (!first.isEmpty()) {
        add(first.remove());
      }
    } catch (Throwable failure) {
      first.forEach(Batch::close);
      throw failure;
    }
    kept = chunks.size();
  }

  /** Whether {@link #keepFirst} was called. */
  public boolean hasKeptFirst() {
    return kept > 0;
  }

  /** The rows of a flat batch that stand before the last row that {@link #keepFirst} kept. */
  public Selection beforeLastKept(Batch flat) {
    int[] below = new int[flat.rowCount()];
    KeyBlock bound = blocks.get(kept - 1);
    int last = bound.starts().length - 2;
    try (KeyBlock block = encode(flat)) {
      int count =
          RowSort.below(
              block.segment(),
              block.starts(),
              bound.segment(),
              bound.starts()[last],
              bound.starts()[last + 1],
              below);
      reservation.shrink(KeyBlock.size(block.starts()));
      return count == flat.rowCount()
          ? Selection.ALL
          : count == 0 ? Selection.NONE : new Selection.Rows(below, count);
    }
  }

  /** Sorts; the keys are let go. */
  public void sort() {
    limit = BatchLimit.rows(context.options(), BatchLimit.bytesPerRow(chunks));
    reservation.grow(rows * RowSort.bytesPerRow());
    MemorySegment[] bytes = blocks.stream().map(KeyBlock::segment).toArray(MemorySegment[]::new);
    long[][] starts = blocks.stream().map(KeyBlock::starts).toArray(long[][]::new);
    sorted = new RowSort(bytes, starts, (int) rows).sort();
    next = 0;
    reservation.shrink(rows * (RowSort.bytesPerRow() - Long.BYTES));
    releaseKeys();
  }

  /**
   * The next rows in order: what fits a batch, at most {@code most} of them; null before the sort
   * and at the end.
   */
  public @Nullable Batch next(long most) {
    if (sorted == null || next == sorted.length || most == 0) {
      return null;
    }
    int count = (int) Math.min(Math.min(most, limit), sorted.length - next);
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
    kept = 0;
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
