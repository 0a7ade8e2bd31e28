package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.kernel.EncodedChunk;
import io.sabot.operators.internal.kernel.EncodedRows;
import io.sabot.operators.internal.kernel.RowSort;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Gather;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
  private final List<EncodedChunk> encoded = new ArrayList<>();
  private final MorselSlices slices;
  private final AtomicLong held = new AtomicLong();
  private long rows;
  private long @Nullable [] sorted;
  private int next;
  private int limit;
  private int kept;

  /**
   * No rows yet.
   *
   * @param schema the columns that are kept
   * @param keys the order; they stay with the caller
   * @param slices says in which order rows of equal keys stay
   * @param reservation the memory that rows take, these and others; it stays with the caller
   */
  KeyedRows(
      Schema schema,
      KeyColumns keys,
      MorselSlices slices,
      Reservation reservation,
      RunContext context) {
    this.schema = schema;
    this.context = context;
    this.keys = keys;
    this.slices = slices;
    this.reservation = reservation;
  }

  /** Bytes held of the reservation; any thread may ask. */
  long heldBytes() {
    return held.get();
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
    held.addAndGet(prepared.bytes());
    accept(prepared);
  }

  /** Takes a share of rows; false where there is no memory for them. */
  boolean tryAdd(PreparedRows prepared) {
    if (!hasNumbers(prepared.flat().length()) || !reservation.tryGrow(prepared.bytes())) {
      return false;
    }
    held.addAndGet(prepared.bytes());
    accept(prepared);
    return true;
  }

  private void accept(PreparedRows prepared) {
    KeyBlock block = prepared.encode(context.allocator());
    blocks.add(block);
    encoded.add(block.encoded());
    chunks.add(prepared.flat().share());
    slices.add(prepared.flat());
    rows += prepared.flat().length();
  }

  /** Whether so many rows more can be sorted at once. */
  boolean hasNumbers(long more) {
    return rows + more <= MOST_ROWS;
  }

  /** Takes over the rows of others, which then have none. */
  void adopt(KeyedRows other) {
    held.addAndGet(other.held.getAndSet(0));
    chunks.addAll(other.chunks);
    blocks.addAll(other.blocks);
    encoded.addAll(other.encoded);
    slices.addAll(other.slices);
    rows += other.rows;
    other.chunks.clear();
    other.blocks.clear();
    other.clear();
  }

  /**
   * Only the first rows of the order stay, in that order; false, and all stay as they are, where
   * there is no memory to do it in.
   */
  boolean tryKeepFirst(long wanted) {
    double bytesPerRow = BatchLimit.bytesPerRow(chunks);
    long copied = (long) (bytesPerRow * Math.min(wanted, rows));
    if (!reservation.tryGrow(copied)) {
      return false;
    }
    held.addAndGet(copied);
    sort();
    ArrayDeque<Batch> first = new ArrayDeque<>();
    try {
      long left = wanted;
      for (Batch batch; (batch = next(schema, left)) != null; left -= batch.rowCount()) {
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

  /** The keys of all rows, in the order in which those of equal keys stay. */
  EncodedRows encoded() {
    return EncodedRows.of(encoded, slices.inOrder());
  }

  /** Sorts, once; the keys are let go. */
  void sort() {
    if (sorted == null) {
      sorted(RowSort.of(encoded()).sort());
    }
  }

  /** The rows are sorted, as these ids say; the keys are let go. */
  void sorted(long[] ids) {
    sorted = ids;
    next = 0;
    limit = BatchLimit.rows(context.options(), BatchLimit.bytesPerRow(chunks));
    shrink(rows * (RowSort.bytesPerRow() - Long.BYTES));
    releaseKeys();
  }

  /** Batches are no larger than that from now on, but have a row. */
  void limitBytes(long bytes) {
    limit = Math.clamp((long) (bytes / BatchLimit.bytesPerRow(chunks)), 1, limit);
  }

  /** Rows that fit a batch. */
  int limit() {
    return limit;
  }

  /**
   * The next rows in order: what fits a batch, at most {@code most} of them; null before the sort
   * and at the end.
   *
   * @param columns those that are kept, or the first of them
   */
  @Nullable Batch next(Schema columns, long most) {
    if (sorted == null || next == sorted.length || most == 0) {
      return null;
    }
    int count = (int) Math.min(Math.min(most, limit), sorted.length - next);
    next += count;
    return range(columns, next - count, count);
  }

  /** Some rows in order, {@code from} counted from the first; any thread may ask. */
  Batch range(Schema columns, int from, int count) {
    RowIds ids = new RowIds(count);
    System.arraycopy(sorted, from, ids.room(count), 0, count);
    ids.resize(count);
    return Gather.rows(columns, chunks, ids, context.allocator());
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
    slices.clear();
    rows = 0;
    kept = 0;
    sorted = null;
    shrink(held.get());
  }

  private void shrink(long fewer) {
    held.addAndGet(-fewer);
    reservation.shrink(fewer);
  }

  private void releaseKeys() {
    for (KeyBlock block : blocks) {
      shrink(KeyBlock.size(block.starts()));
      block.close();
    }
    blocks.clear();
    encoded.clear();
  }

  @Override
  public void close() {
    clear();
  }
}
