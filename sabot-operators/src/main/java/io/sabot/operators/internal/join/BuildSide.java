package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.PressureHook;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.GrowingBuffer;
import io.sabot.operators.internal.table.KeyTable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the build side, by key. While rows come, each one's key id is noted; at the end they
 * are ordered by key id, so that the rows of a key lie side by side, in the order they came.
 *
 * <pre>
 *  keyOfRow   row → key id, −1 where a key is null
 *  starts     key id → first position in order; one entry more than keys
 *  order      position → row id (chunk and row)
 *  matched    key id → 1 once a probe row had the key; with a condition, row → 1
 * </pre>
 */
final class BuildSide implements AutoCloseable {
  /** Copying more rows than that costs more than their gathering from several chunks. */
  private static final int WORTH_UNITING = 1 << 20;

  private static final int NO_SHIFT = -1;

  /** For fewer probe rows than one in so many build rows, those are not laid side by side. */
  private static final int PROBES = 32;

  /** Pieces laid at a time: a run that is cancelled stops soon. */
  private static final int PIECES = 16;

  private final int[] keyOrdinals;
  private final boolean marks;
  private final boolean marksRows;
  private final Reservation reservation;
  private final Chunks chunks;
  private final KeyTable table;
  private final GrowingBuffer keyOfRow;
  private final GrowingBuffer starts;
  private final GrowingBuffer order;
  private final GrowingBuffer matched;
  private final RowIds added = new RowIds(8);
  private int[] ids = {};
  private int rowShift = NO_SHIFT;
  private int[] firstOfChunk = {};

  private final List<Integer> paired;
  private final BufferAllocator allocator;
  private final AtomicLong probed = new AtomicLong();
  private volatile boolean stored;
  private volatile @Nullable RowStore store;

  BuildSide(JoinShape shape, RunContext context) {
    keyOrdinals = shape.rightKeys;
    paired = shape.rightColumns;
    allocator = context.allocator();
    marks = shape.keepsRight();
    marksRows = shape.condition != null;
    reservation = context.reserve("build side");
    chunks = new Chunks(shape.right, context.allocator(), reservation);
    table = KeyTable.of(shape.keyTypes, KeyTable.Nulls.NEVER_MATCH, context, reservation);
    keyOfRow = new GrowingBuffer(context.allocator(), reservation);
    starts = new GrowingBuffer(context.allocator(), reservation);
    order = new GrowingBuffer(context.allocator(), reservation);
    matched = new GrowingBuffer(context.allocator(), reservation);
  }

  /** Says what to do when others ask for the memory of this. */
  void onPressure(PressureHook hook) {
    reservation.onPressure(hook);
  }

  /** Adds rows of a flat batch, which passes to this. */
  void add(Batch batch) {
    int rows = batch.length();
    int first = chunks.rows();
    try {
      ids = ids.length < rows ? new int[rows] : ids;
      added.clear();
      table.findOrInsert(keys(batch), rows, ids, added);
      keyOfRow.ensure((long) first + rows << 2);
      MemorySegment.copy(ids, 0, keyOfRow.segment(), Memory.INT, (long) first << 2, rows);
      if (marks) {
        matched.ensure(marksRows ? first + (long) rows : table.size());
      }
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
    chunks.add(batch);
  }

  /** Marks a row by its number, as written state says. */
  void markAgain(int row) {
    int place = marksRows ? row : get(keyOfRow.segment(), row);
    if (place >= 0) {
      mark(matched.segment(), place);
    }
  }

  /**
   * Gives all rows away, in order, and frees everything else; nothing is asked of this any more.
   */
  void drainTo(Consumer<Batch> taker) {
    closeIndex();
    while (!chunks.pieces().isEmpty()) {
      taker.accept(chunks.takeFirst());
    }
  }

  private List<Column> keys(Batch batch) {
    List<Column> keys = new ArrayList<>();
    for (int ordinal : keyOrdinals) {
      keys.add(batch.column(ordinal));
    }
    return keys;
  }

  /** No more rows come: orders them by key, unless keys are numbered as their rows are. */
  void finish() {
    chunks.unite(WORTH_UNITING);
    firstOfChunk = chunks.starts();
    int keys = table.size();
    rowShift = keys == chunks.rows() ? rowShift() : NO_SHIFT;
    if (rowShift != NO_SHIFT) {
      return;
    }
    starts.ensure(keys + 2L << 2);
    MemorySegment first = starts.segment();
    first.fill((byte) 0);
    countRows(first);
    for (int id = 1; id <= keys; id++) {
      set(first, id, get(first, id) + get(first, id - 1));
    }
    order.ensure((long) chunks.rows() << 3);
    placeRows(first);
    // Placing moved each start to the start of the key behind it: move them back.
    for (int id = keys; id > 0; id--) {
      set(first, id, get(first, id - 1));
    }
    set(first, 0, 0);
  }

  /** The number of rows of all chunks but the last as a power of 2, or {@link #NO_SHIFT}. */
  private int rowShift() {
    List<Batch> pieces = chunks.pieces();
    if (pieces.size() < 2) {
      return Integer.SIZE - 1;
    }
    int length = pieces.getFirst().length();
    boolean regular = Integer.bitCount(length) == 1 && pieces.getLast().length() <= length;
    for (Batch piece : pieces.subList(0, pieces.size() - 1)) {
      regular &= piece.length() == length;
    }
    return regular ? Integer.numberOfTrailingZeros(length) : NO_SHIFT;
  }

  /** Leaves the number of rows of key {@code id} at {@code id + 1}. */
  private void countRows(MemorySegment counts) {
    MemorySegment keyIds = keyOfRow.segment();
    for (int row = 0; row < chunks.rows(); row++) {
      int id = get(keyIds, row);
      if (id >= 0) {
        set(counts, id + 1, get(counts, id + 1) + 1);
      }
    }
  }

  private void placeRows(MemorySegment next) {
    MemorySegment keyIds = keyOfRow.segment();
    MemorySegment positions = order.segment();
    int row = 0;
    for (int chunk = 0; chunk < chunks.pieces().size(); chunk++) {
      int length = chunks.pieces().get(chunk).length();
      for (int i = 0; i < length; i++, row++) {
        int id = get(keyIds, row);
        if (id >= 0) {
          int position = get(next, id);
          set(next, id, position + 1);
          positions.set(Memory.LONG, (long) position << 3, RowIds.id(chunk, i));
        }
      }
    }
  }

  /**
   * Where there are so many rows that their values lie far apart, those who probe lay them side by
   * side, a few pieces each time. Any thread may.
   *
   * @param probes how many rows are to be looked up
   */
  void layRows(int probes) {
    if (chunks.rows() <= WORTH_UNITING) {
      return;
    }
    if (probed.addAndGet(probes) > chunks.rows() / PROBES) {
      RowStore open = store();
      for (int i = 0; open != null && i < PIECES && open.help(); i++) {}
    }
  }

  private @Nullable RowStore store() {
    RowStore open = store;
    if (open != null || stored) {
      return open;
    }
    synchronized (this) {
      if (!stored) {
        store = RowStore.of(chunks, paired, allocator, reservation);
        stored = true;
      }
      return store;
    }
  }

  /** The rows laid side by side; null where they are not, or not all of them yet. */
  @Nullable RowStore rows() {
    RowStore open = store;
    return open != null && open.isReady() ? open : null;
  }

  private static int get(MemorySegment ints, int index) {
    return ints.get(Memory.INT, (long) index << 2);
  }

  private static void set(MemorySegment ints, int index, int value) {
    ints.set(Memory.INT, (long) index << 2, value);
  }

  /** The key id of each probe row, −1 where the build side has none. */
  void find(List<Column> keys, int rows, int[] found) {
    table.find(keys, rows, found);
  }

  /**
   * Whether the id of a key is the number of its only row; there is no {@link #starts} and {@link
   * #order} then.
   */
  boolean isNumberedByRow() {
    return rowShift != NO_SHIFT;
  }

  /** Turns ids that are numbers of rows into row ids, and −1 into that of the null row. */
  void toRows(long[] ids, int from, int end) {
    int shift = rowShift;
    long within = (1L << shift) - 1;
    for (int i = from; i < end; i++) {
      long id = ids[i];
      ids[i] = id >> shift << 32 | id & within | id >> 63;
    }
  }

  /** Whether each key has one row. */
  boolean isUnique() {
    return table.size() == get(starts.segment(), table.size());
  }

  /** Key id → first position in {@link #order}. */
  MemorySegment starts() {
    return starts.segment();
  }

  /** Position → row id. */
  MemorySegment order() {
    return order.segment();
  }

  /** Marks the keys of probe rows. */
  void mark(int[] found, int rows) {
    MemorySegment flags = matched.segment();
    for (int i = 0; i < rows; i++) {
      if (found[i] >= 0) {
        mark(flags, found[i]);
      }
    }
  }

  /** Several threads may: each only ever writes 1. What is marked is not written again. */
  private static void mark(MemorySegment flags, long place) {
    if (flags.get(Memory.BYTE, place) == 0) {
      flags.set(Memory.BYTE, place, (byte) 1);
    }
  }

  /** Marks a row, given as row id, that a condition has paired. */
  void markRow(long id) {
    mark(matched.segment(), firstOfChunk[RowIds.chunk(id)] + (long) RowIds.row(id));
  }

  /** Whether this row had a pair. */
  boolean matched(int row) {
    int id = marksRows ? row : get(keyOfRow.segment(), row);
    return id >= 0 && matched.segment().get(Memory.BYTE, id) != 0;
  }

  /** What a row holds on average. */
  double bytesPerRow() {
    return BatchLimit.bytesPerRow(chunks.pieces());
  }

  /** The rows. */
  Chunks chunks() {
    return chunks;
  }

  private void closeIndex() {
    table.close();
    keyOfRow.close();
    starts.close();
    order.close();
    matched.close();
  }

  @Override
  public void close() {
    RowStore open = store;
    store = null;
    if (open != null) {
      open.close();
    }
    closeIndex();
    chunks.close();
    reservation.close();
  }
}
