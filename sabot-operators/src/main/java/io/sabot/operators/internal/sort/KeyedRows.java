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
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches kept with the encoded keys of their rows; once sorted, their rows come out in order. What
 * sorting takes is reserved with the rows, so that it needs no memory when there is none.
 */
final class KeyedRows implements AutoCloseable {
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  /** Fewer bytes lie near enough to each other, wherever they are. */
  private static final long NEAR = 8L << 20;

  private final Schema schema;
  private final KeyColumns keys;
  private final RunContext context;
  private final HeldBytes held;
  private final List<Batch> chunks = new ArrayList<>();
  private final List<KeyBlock> blocks = new ArrayList<>();
  private final List<EncodedChunk> encoded = new ArrayList<>();
  private final MorselSlices slices;
  private long rows;
  private @Nullable MovedRows moved;
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
    this.held = new HeldBytes(reservation);
  }

  /** Bytes held of the reservation; any thread may ask. */
  long heldBytes() {
    return held.bytes();
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
    held.grow(prepared.bytes());
    accept(prepared);
  }

  /** Takes a share of rows; false where there is no memory for them. */
  boolean tryAdd(PreparedRows prepared) {
    if (!hasNumbers(prepared.flat().length()) || !held.tryGrow(prepared.bytes())) {
      return false;
    }
    accept(prepared);
    return true;
  }

  /** Only rows that are here hold bytes: others wait for those to be given back. */
  private void accept(PreparedRows prepared) {
    KeyBlock block;
    try {
      block = prepared.encode(context.allocator());
    } catch (Throwable failure) {
      held.shrink(prepared.bytes());
      throw failure;
    }
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
    held.adopt(other.held);
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
    if (!held.tryGrow(copied)) {
      return false;
    }
    RowSort sort = RowSort.of(encoded());
    sort.sort();
    settle(sort);
    ArrayDeque<Batch> first = new ArrayDeque<>();
    try {
      long left = wanted;
      for (Batch batch; (batch = next(schema, left)) != null; left -= batch.rowCount()) {
        first.add(batch);
      }
      letGo();
      // They stay in what all rows held: others would take what is given back too early.
      long needed = 0;
      while (!first.isEmpty()) {
        try (PreparedRows prepared = prepare(first.remove())) {
          accept(prepared);
          needed += prepared.bytes();
        }
      }
      held.resize(needed);
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

  private EncodedRows encoded() {
    return EncodedRows.of(encoded, slices.inOrder());
  }

  /**
   * A sort of all rows, for {@link #sorted}. While they are divided they move, so that rows which
   * come out together lie together.
   *
   * @param columns those that come out
   */
  RowSort sorting(Schema columns) {
    if (chunks.stream().mapToLong(Batch::bytes).sum() < NEAR) {
      return RowSort.of(encoded());
    }
    moved = new MovedRows(columns, chunks, held, context.allocator());
    return RowSort.of(encoded(), moved);
  }

  /** Sorts, once; the keys are let go. */
  void sort() {
    if (sorted == null) {
      RowSort sort = sorting(schema);
      sort.sort();
      sorted(sort);
    }
  }

  /** The rows are sorted; the keys are let go. */
  void sorted(RowSort sort) {
    held.shrink(settle(sort));
  }

  /** The rows are sorted and the keys are let go: bytes that nothing takes any more, but held. */
  private long settle(RowSort sort) {
    sorted = sort.sorted();
    next = 0;
    if (moved != null) {
      moved.settle(sort);
      moved = null;
    }
    limit = BatchLimit.rows(context.options(), BatchLimit.bytesPerRow(chunks));
    return releaseKeys() + rows * (RowSort.bytesPerRow() - Long.BYTES);
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
    return chunks.stream().filter(chunk -> chunk.length() > 0).map(Batch::share).toList();
  }

  /** Lets every row go, and gives back what they held. */
  void clear() {
    letGo();
    held.resize(0);
  }

  private void letGo() {
    releaseKeys();
    if (moved != null) {
      moved.close();
      moved = null;
    }
    chunks.forEach(Batch::close);
    chunks.clear();
    slices.clear();
    rows = 0;
    kept = 0;
    sorted = null;
  }

  /** Bytes that the keys took. */
  private long releaseKeys() {
    long bytes = 0;
    for (KeyBlock block : blocks) {
      bytes += KeyBlock.size(block.starts());
      block.close();
    }
    blocks.clear();
    encoded.clear();
    return bytes;
  }

  @Override
  public void close() {
    clear();
  }
}
