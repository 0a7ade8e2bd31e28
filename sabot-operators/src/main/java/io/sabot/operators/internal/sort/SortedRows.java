package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import io.sabot.expression.SortKey;
import io.sabot.memory.PressureGate;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.Gather;
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
public final class SortedRows implements AutoCloseable {
  private final Schema schema;
  private final RunContext context;
  private final long wanted;
  private final KeyedRows rows;
  private final SortedRuns runs;
  private final PressureGate gate = new PressureGate(missing -> spill());
  private @Nullable RunMerge merge;
  private long given;
  private boolean finished;

  /**
   * No rows yet.
   *
   * @param wanted how many of the first rows are asked for at most
   */
  public SortedRows(Schema schema, List<SortKey> keys, long wanted, RunContext context) {
    this.schema = schema;
    this.context = context;
    this.wanted = wanted;
    this.rows = new KeyedRows(schema, keys, context);
    this.runs = new SortedRuns(schema, rows, context);
    rows.reservation().onPressure(gate);
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
  public void add(Batch batch) {
    step(() -> take(batch));
  }

  private void take(Batch batch) {
    try (PreparedRows prepared = rows.prepare(batch)) {
      if (rows.tryAdd(prepared)) {
        return;
      }
      spill();
      if (!rows.tryAdd(prepared)) {
        takePieces(prepared);
      }
    }
  }

  /** A batch that is more than all the memory there is comes in pieces, which are copies. */
  private void takePieces(PreparedRows prepared) {
    Batch flat = prepared.flat();
    int count = fitting(prepared);
    if (count == flat.length()) {
      rows.add(prepared);
      return;
    }
    for (int start = 0; start < flat.length(); start += count) {
      int length = Math.min(count, flat.length() - start);
      try (Batch slice = flat.slice(start, length, context.allocator())) {
        take(Gather.selected(schema, List.of(slice), context.allocator()));
      }
    }
  }

  /** How many rows have room, about: all where not even one has, which is refused then. */
  private int fitting(PreparedRows prepared) {
    int length = prepared.flat().length();
    for (int count = (length + 1) / 2; ; count = (count + 1) / 2) {
      long bytes = prepared.bytes() / length * count;
      if (rows.reservation().tryGrow(bytes)) {
        rows.reservation().shrink(bytes);
        return count;
      }
      if (count == 1) {
        return length;
      }
    }
  }

  private void spill() {
    if (rows.rows() > 0) {
      runs.write(wanted - given);
    }
  }

  /** Rows in memory. */
  public long rowsInMemory() {
    return step(rows::rows);
  }

  /** Only the first rows of those in memory stay there, if there are more than wanted. */
  public void dropOthers() {
    step(() -> {
      if (!rows.tryKeepFirst(wanted)) {
        spill();
      }
    });
  }

  /** Whether rows were dropped, so that {@link #candidates} says anything. */
  public boolean hasKeptFirst() {
    return step(rows::hasKeptFirst);
  }

  /** The rows of a flat batch, which passes to the result, that may be among the first. */
  public Batch candidates(Batch flat) {
    try {
      Selection selection =
          step(() -> rows.hasKeptFirst() ? rows.beforeLastKept(flat) : Selection.ALL);
      return flat.withSelection(selection);
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
  }

  /** All rows are there: {@link #next} gives them. */
  public void finish() {
    step(() -> {
      finished = true;
      if (runs.isEmpty()) {
        rows.sort();
      } else {
        spill();
      }
    });
  }

  /** The next rows in order, as a batch; null before {@link #finish}, and at the end. */
  public @Nullable Batch next() {
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
      return rows.next(wanted - given);
    }
    if (merge == null) {
      merge = runs.merge();
    }
    return merge.next(wanted - given);
  }

  /** What is kept, in an order that sorts to the same, as shares that pass to the caller. */
  public List<Batch> held() {
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
    try (rows;
        runs) {
      if (merge != null) {
        merge.close();
      }
    }
  }
}
