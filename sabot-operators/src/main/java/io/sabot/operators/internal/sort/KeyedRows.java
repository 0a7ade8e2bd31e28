package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
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
 * Batches kept with the encoded keys of their rows; once sorted, their rows come out in order. What
 * sorting takes is reserved with the rows, so that it needs no memory when there is none.
 */
final class KeyedRows implements AutoCloseable {
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
  KeyedRows(Schema schema, List<SortKey> keys, RunContext context) {
    this.schema = schema;
    this.context = context;
    this.keys = KeyColumns.open(context.stage(), keys, schema, context);
    this.reservation = context.reserve("rows");
  }

  /** What the order looks at. */
  KeyColumns keys() {
    return keys;
  }

  /** The memory that rows take. */
  Reservation reservation() {
    return reservation;
  }

  /** Rows kept. */
  long rows() {
    return rows;
  }

  /** Works out what the selected rows of a batch take; it passes to the result. */
  PreparedRows prepare(Batch batch) {
    return PreparedRows.of(batch, keys, context.allocator());
  }

  /** Takes a share of rows; refuses them where there is no memory. */
  void add(PreparedRows prepared) {
    reservation.grow(prepared.bytes());
    accept(prepared);
  }

  /** Takes a share of rows; false where there is no memory for them. */
  boolean tryAdd(PreparedRows prepared) {
    if (rows + prepared.flat().length() > MOST_ROWS || !reservation.tryGrow(prepared.bytes())) {
      return false;
    }
    accept(prepared);
    return true;
  }

  private void accept(PreparedRows prepared) {
    blocks.add(prepared.encode(context.allocator()));
    chunks.add(prepared.flat().share());
    rows += prepared.flat().length();
  }

  /**
   * Only the first rows of the order stay, in that order; false, and all stay as they are, where
   * there is no memory to do it in.
   */
  boolean tryKeepFirst(long wanted) {
    double bytesPerRow = BatchLimit.bytesPerRow(chunks);
    if (!reservation.tryGrow((long) (bytesPerRow * Math.min(wanted, rows)))) {
      return false;
    }
    sort();
    ArrayDeque<Batch> first = new ArrayDeque<>();
    try {
      long left = wanted;
      for (Batch batch; (batch = next(left)) != null; left -= batch.rowCount()) {
        first.add(batch);
      }
      clear();
      while (!first.isEmpty()) {
        try (PreparedRows prepared = prepare(first.remove())) {
          add(prepared);
        }
      }
    } catch (Throwable failure) {
      first.forEach(Batch::close);
      throw failure;
    }
    kept = chunks.size();
    return true;
  }

  /** Whether {@link #tryKeepFirst} was called. */
  boolean hasKeptFirst() {
    return kept > 0;
  }

  /** The rows of a flat batch that stand before the last row that {@link #tryKeepFirst} kept. */
  Selection beforeLastKept(Batch flat) {
    int[] below = new int[flat.rowCount()];
    KeyBlock bound = blocks.get(kept - 1);
    int last = bound.starts().length - 2;
    try (PreparedRows prepared = prepare(flat.share());
        KeyBlock block = prepared.encode(context.allocator())) {
      int count =
          RowSort.below(
              block.segment(),
              block.starts(),
              bound.segment(),
              bound.starts()[last],
              bound.starts()[last + 1],
              below);
      return count == flat.rowCount()
          ? Selection.ALL
          : count == 0 ? Selection.NONE : new Selection.Rows(below, count);
    }
  }

  /** Sorts, once; the keys are let go. */
  void sort() {
    if (sorted != null) {
      return;
    }
    limit = BatchLimit.rows(context.options(), BatchLimit.bytesPerRow(chunks));
    MemorySegment[] bytes = blocks.stream().map(KeyBlock::segment).toArray(MemorySegment[]::new);
    long[][] starts = blocks.stream().map(KeyBlock::starts).toArray(long[][]::new);
    sorted = new RowSort(bytes, starts, (int) rows).sort();
    next = 0;
    reservation.shrink(rows * (RowSort.bytesPerRow() - Long.BYTES));
    releaseKeys();
  }

  /** Batches are no larger than that from now on, but have a row. */
  void limitBytes(long bytes) {
    limit = Math.clamp((long) (bytes / BatchLimit.bytesPerRow(chunks)), 1, limit);
  }

  /**
   * The next rows in order: what fits a batch, at most {@code most} of them; null before the sort
   * and at the end.
   */
  @Nullable Batch next(long most) {
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
  List<Batch> held() {
    return chunks.stream().map(Batch::share).toList();
  }

  /** Lets every row go. */
  void clear() {
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
