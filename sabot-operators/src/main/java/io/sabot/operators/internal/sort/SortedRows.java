package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import io.sabot.memory.PressureGate;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operators.internal.row.Gather;
import io.sabot.operators.internal.row.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows that come out in order, or the first of them, whatever memory there is: where there is no
 * room for more, or another stage asks for it, those in memory are sorted and written to disk, and
 * merged in the end.
 */
final class SortedRows implements AutoCloseable {
  private final SortShape shape;
  private final Schema schema;
  private final RunContext context;
  private final SortPool pool;
  private final KeyColumns keys;
  private final KeyedRows rows;
  private final SortedRuns runs;
  private final PressureGate gate = new PressureGate(missing -> spillUnlessShared());
  private @Nullable RunMerge merge;
  private @Nullable SortParts parts;
  private long given;
  private boolean finished;

  private SortedRows(SortShape shape, Schema schema, SortPool pool, RunContext context) {
    this.shape = shape;
    this.schema = schema;
    this.context = context;
    this.pool = pool;
    this.keys = KeyColumns.open(context.stage(), shape.keys(), shape.schema(), context);
    boolean placed = !schema.equals(shape.schema());
    KeyColumns all = placed ? keys.thenPlaces() : keys;
    // What is left of many rows does not stand any more as it came.
    MorselSlices slices =
        placed && !shape.isPart() ? MorselSlices.byPlace() : MorselSlices.asTheyCome();
    KeyColumns here = shape.isPart() ? all : keys;
    this.rows = new KeyedRows(schema, here, slices, pool.reservation(), context);
    this.runs = new SortedRuns(schema, rows, all, pool.reservation(), context);
  }

  /** No rows yet. */
  static SortedRows of(SortShape shape, SortPool pool, RunContext context) {
    return new SortedRows(shape, shape.schema(), pool, context);
  }

  /** No rows yet, which come with their places: others have the rows between them. */
  static SortedRows placed(SortShape shape, SortPool pool, RunContext context) {
    return new SortedRows(shape, Places.schema(shape.schema()), pool, context);
  }

  private <T extends @Nullable Object> T step(Supplier<T> step) {
    gate.enter();
    try {
      return step.get();
    } finally {
      gate.leave();
    }
  }

  private void step(Runnable step) {
    step(() -> {
      step.run();
      return null;
    });
  }

  /** Takes over a batch, whose selected rows count. */
  void add(Batch batch) {
    try (PreparedRows prepared = rows.prepare(batch)) {
      while (!step(() -> rows.tryAdd(prepared))) {
        if (!pool.makesRoom(prepared.bytes())) {
          addPieces(prepared);
          return;
        }
      }
    }
  }

  /** A batch that is more than all the memory there is comes in pieces, which are copies. */
  private void addPieces(PreparedRows prepared) {
    Batch flat = prepared.flat();
    if (flat.length() == 1) {
      step(() -> rows.add(prepared));
      return;
    }
    int count = fitting(prepared);
    for (int start = 0; start < flat.length(); start += count) {
      int length = Math.min(count, flat.length() - start);
      try (Batch slice = flat.slice(start, length, context.allocator())) {
        add(Gather.selected(schema, List.of(slice), context.allocator()));
      }
    }
  }

  /** How many rows have room, about: one where not even that has, which is refused then. */
  private int fitting(PreparedRows prepared) {
    int length = prepared.flat().length();
    long bytesPerRow = prepared.bytes() / length;
    int count = (length + 1) / 2;
    while (count > 1 && !pool.reservation().hasRoomInstead(bytesPerRow * count)) {
      count = (count + 1) / 2;
    }
    return count;
  }

  /** Bytes that rows in memory take; any thread may ask. */
  long heldBytes() {
    return rows.heldBytes();
  }

  /** Writes the rows in memory to disk; any thread may ask that is in no step of other rows. */
  void spill() {
    step(this::write);
  }

  /** Gives back now, or when the step ends that is under way. */
  void giveBack(long missing) {
    gate.giveBack(missing);
  }

  private void write() {
    if (rows.rows() > 0) {
      runs.write(shape.wanted() - given);
    }
  }

  /** Rows that several threads are at stay where they are. */
  private void spillUnlessShared() {
    if (parts == null) {
      write();
    }
  }

  /** Whether some rows are on disk. */
  boolean hasSpilled() {
    return step(() -> !runs.isEmpty());
  }

  /** Rows in memory. */
  long rowsInMemory() {
    return step(rows::rows);
  }

  /** Only the first rows of those in memory stay there, if there are more than wanted. */
  void dropOthers() {
    step(() -> {
      if (!rows.tryKeepFirst(shape.wanted())) {
        write();
      }
    });
  }

  /** Whether rows were dropped, so that {@link #candidates} says anything. */
  boolean hasKeptFirst() {
    return step(rows::hasKeptFirst);
  }

  /** The rows of a flat batch, which passes to the result, that may be among the first. */
  Batch candidates(Batch flat) {
    try {
      Selection selection =
          step(() -> rows.hasKeptFirst() ? rows.beforeLastKept(flat) : Selection.ALL);
      return flat.withSelection(selection);
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
  }

  /** Takes over all rows of others, which are only closed afterwards. */
  void merge(SortedRows others) {
    others.step(() -> step(() -> takeOver(others)));
  }

  private void takeOver(SortedRows others) {
    if (runs.isEmpty() && others.runs.isEmpty() && rows.hasNumbers(others.rows.rows())) {
      rows.adopt(others.rows);
    } else {
      others.write();
      runs.adopt(others.runs);
    }
  }

  /** What several threads may do once all rows are here; see {@link SortParts}. */
  List<RunPart> parts() {
    return step(() -> {
      if (parts == null && runs.isEmpty() && !shape.isPart()) {
        parts = SortParts.of(rows, shape.schema(), context);
      }
      return parts == null ? List.of() : parts.next();
    });
  }

  /** All rows are here: {@link #next} gives them. */
  void finish() {
    step(() -> {
      finished = true;
      if (runs.isEmpty()) {
        rows.sort();
      } else {
        write();
      }
    });
  }

  /** The next rows in order, as a batch; null before {@link #finish}, and at the end. */
  @Nullable Batch next() {
    Batch batch = step(this::nextInOrder);
    given += batch == null ? 0 : batch.rowCount();
    return batch;
  }

  /** Rows in memory may have been written to disk between any two batches. */
  private @Nullable Batch nextInOrder() {
    if (!finished) {
      return null;
    }
    if (merge == null && runs.isEmpty()) {
      return rows.next(shape.schema(), shape.wanted() - given);
    }
    if (merge == null) {
      merge = runs.merge(shape.schema());
    }
    return merge.next(shape.wanted() - given);
  }

  /** What is kept, in an order that sorts to the same, as shares that pass to the caller. */
  List<Batch> held() {
    return step(() -> {
      List<Batch> held = new ArrayList<>();
      try {
        runs.read(held::add);
        held.addAll(rows.held());
        return held;
      } catch (Throwable failure) {
        held.forEach(Batch::close);
        throw failure;
      }
    });
  }

  @Override
  public void close() {
    gate.end();
    try (keys;
        rows;
        runs) {
      if (merge != null) {
        merge.close();
      }
    }
  }
}
