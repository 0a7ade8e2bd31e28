package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.memory.PressureHook;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.join.MatchedRows.Marks;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.KeyTable;
import io.sabot.operators.internal.table.RowsAtOnce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of the build side, by key. */
final class BuildSide implements AutoCloseable {
  /** Copying more rows than that costs more than their gathering from several chunks. */
  static final int WORTH_UNITING = 1 << 20;

  /** Of a large batch so many rows are indexed before it is asked whether the others may wait. */
  private static final int AT_A_TIME = 1 << 16;

  private final int[] keyOrdinals;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final Chunks chunks;
  private final KeyTable table;
  private final RowsByKey byKey;
  private final MatchedRows matched;
  private final NearRows near;
  private final RowIds added = new RowIds(8);
  private int[] ids = {};
  private int[] firstOfChunk = {};

  /** Rows in the table, the first ones; the others wait. */
  private int indexed;

  private boolean mayWait = true;

  private final boolean keepsKeys;
  private @Nullable RowsAtOnce atOnce;

  BuildSide(JoinShape shape, RunContext context) {
    this(shape, shape.build, context);
  }

  /** Of rows that may have columns behind those of the build side. */
  BuildSide(JoinShape shape, Schema rows, RunContext context) {
    keyOrdinals = shape.buildKeys;
    allocator = context.allocator();
    keepsKeys = shape.givesBuild();
    reservation = context.reserve("build side");
    chunks = new Chunks(rows, context.allocator(), reservation);
    table = KeyTable.of(shape.keyTypes, KeyTable.Nulls.NEVER_MATCH, context, reservation);
    byKey = new RowsByKey(context.allocator(), reservation);
    matched = new MatchedRows(marks(shape), context.allocator(), reservation);
    near = new NearRows(chunks, shape.paired, context.allocator(), reservation);
  }

  private static Marks marks(JoinShape shape) {
    if (!shape.givesBuild()) {
      return Marks.NONE;
    }
    return shape.condition == null ? Marks.KEYS : Marks.ROWS;
  }

  /** Says what to do when others ask for the memory of this. */
  void onPressure(PressureHook hook) {
    reservation.onPressure(hook);
  }

  /**
   * Adds rows of a flat batch, which passes to this. Rows behind very many keys wait for the end:
   * all of them together are indexed in much less time than one after the other.
   */
  void add(Batch batch) {
    try {
      if (indexed == chunks.rows()) {
        indexFirst(batch);
      }
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
    chunks.add(batch);
  }

  /** Indexes the rows of a batch that need not wait. */
  private void indexFirst(Batch batch) {
    int done = 0;
    while (done < batch.length() && !(mayWait && table.rowsMayWait())) {
      int count = Math.min(AT_A_TIME, batch.length() - done);
      try (Batch some = batch.slice(done, count, allocator)) {
        index(some, indexed);
      }
      indexed += count;
      done += count;
    }
  }

  private void index(Batch batch, int first) {
    int rows = batch.length();
    ids = ids.length < rows ? new int[rows] : ids;
    added.clear();
    table.findOrInsert(keys(batch), rows, ids, added);
    byKey.note(ids, first, rows);
    matched.ensure(first + (long) rows, table.size());
  }

  /** Indexes rows that wait, one after the other. */
  private void catchUp() {
    int first = 0;
    for (Batch piece : chunks.pieces()) {
      int end = first + piece.length();
      if (end > indexed) {
        int from = Math.max(first, indexed);
        try (Batch rest = piece.slice(from - first, end - from, allocator)) {
          index(rest, from);
        }
        indexed = end;
      }
      first = end;
    }
  }

  private List<Column> keys(Batch batch) {
    List<Column> keys = new ArrayList<>();
    for (int ordinal : keyOrdinals) {
      keys.add(batch.column(ordinal));
    }
    return keys;
  }

  /** Of each key column the pieces of all rows. */
  private List<List<Column>> keyPieces() {
    return Arrays.stream(keyOrdinals).mapToObj(chunks::column).toList();
  }

  /**
   * No more rows come: work that any threads may do at the same time, before {@link #finish}. When
   * all is done there may be more, until there is none.
   */
  List<Runnable> parts() {
    if (atOnce == null) {
      chunks.unite(WORTH_UNITING);
      if (indexed < chunks.rows()) {
        atOnce = table.atOnce(keyPieces(), byKey.atOnce(chunks, keepsKeys));
      }
    }
    return atOnce == null ? List.of() : atOnce.next();
  }

  /** No more rows come: does what is left to do. */
  void finish() {
    for (List<Runnable> some = parts(); !some.isEmpty(); some = parts()) {
      some.forEach(Runnable::run);
    }
    firstOfChunk = chunks.starts();
    RowsAtOnce all = atOnce;
    endAtOnce();
    if (all != null && all.isDone()) {
      finishAtOnce(all);
    } else {
      catchUp();
      byKey.finish(chunks, table.size());
    }
  }

  private void finishAtOnce(RowsAtOnce done) {
    if (done.isByRow()) {
      byKey.finishByNumber(chunks);
    } else {
      byKey.finishInOrder(done.isUnique());
    }
    matched.ensure(chunks.rows(), table.size());
    indexed = chunks.rows();
  }

  /** Frees what was dealt out, before others need the memory. */
  private void endAtOnce() {
    if (atOnce != null) {
      atOnce.close();
      atOnce = null;
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

  /** Finds the key id of each probe row, −1 where the build side has none. */
  KeyTable.Lookup lookup() {
    return table.lookup();
  }

  /** Which rows a key id has. */
  RowsByKey byKey() {
    return byKey;
  }

  /** Marks the keys of probe rows. */
  void mark(int[] found, int rows) {
    matched.markKeys(found, rows);
  }

  /** Marks a row, given as row id, that a condition has paired. */
  void markRow(long id) {
    int row = firstOfChunk[RowIds.chunk(id)] + RowIds.row(id);
    matched.mark(row, byKey.keyOf(row));
  }

  /** Rows are marked before all are there: none of them waits. */
  void indexEach() {
    catchUp();
    mayWait = false;
  }

  /** Marks a row by its number, as written state says, behind {@link #indexEach}. */
  void markAgain(int row) {
    matched.mark(row, byKey.keyOf(row));
  }

  /** Whether this row had a pair; one that waits has had none. */
  boolean matched(int row) {
    return row < indexed && matched.contains(row, byKey.keyOf(row));
  }

  /** Says that so many rows more are to be looked up; any thread may. */
  void expect(int probes) {
    near.lay(probes);
  }

  /** The rows laid side by side; null where they are not, or not all of them yet. */
  @Nullable RowStore rows() {
    return near.rows();
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
    endAtOnce();
    table.close();
    byKey.close();
    matched.close();
  }

  @Override
  public void close() {
    near.close();
    closeIndex();
    chunks.close();
    reservation.close();
  }
}
