package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.spill.SpillReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Sorted runs on disk, in the order of the input: rows of equal keys stand in the earlier run
 * first. Each is written in blocks small enough that many runs are merged at once in the memory
 * that one of them took.
 */
final class SortedRuns implements AutoCloseable {
  /** Blocks of a run that fit the memory it was sorted in. */
  private static final int BLOCKS = 64;

  /** Smaller ones are not worth reading, unless they are all there is memory for. */
  private static final long SMALLEST_BLOCK = 4096;

  private static final int FEWEST_BLOCKS = 16;

  private final Schema schema;
  private final KeyedRows rows;
  private final KeyColumns keys;
  private final RunContext context;
  private final Reservation reservation;
  private final List<SortedRun> runs = new ArrayList<>();

  /**
   * No runs yet of rows that do not fit memory.
   *
   * @param schema the columns that are written
   * @param keys the order of rows in different runs; they stay with the caller
   */
  SortedRuns(
      Schema schema, KeyedRows rows, KeyColumns keys, Reservation reservation, RunContext context) {
    this.schema = schema;
    this.keys = keys;
    this.rows = rows;
    this.context = context;
    this.reservation = reservation;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Sorts the rows in memory and writes the first of them as the next run; none stay. */
  void write(long most) {
    long blockBytes = blockBytes(rows.heldBytes());
    rows.sort();
    rows.limitBytes(blockBytes);
    SortedRun run = newRun(runs.size(), blockBytes);
    long left = most;
    for (Batch batch; (batch = rows.next(schema, left)) != null; ) {
      left -= batch.length();
      run.write(batch);
    }
    run.end();
    rows.clear();
  }

  private long blockBytes(long held) {
    long smallest = Math.min(SMALLEST_BLOCK, held / FEWEST_BLOCKS);
    return Math.max(smallest, Math.min(held / BLOCKS, context.options().batchBytes()));
  }

  private SortedRun newRun(int place, long blockBytes) {
    SortedRun run =
        new SortedRun(
            context.spillFile(schema, reservation), blockBytes, keys, context.allocator());
    runs.add(place, run);
    return run;
  }

  /**
   * Merges runs until all that are left can be merged at once, and begins with that.
   *
   * @param columns those that are written, or the first of them
   */
  RunMerge merge(Schema columns) {
    while (!RunMerge.hasRoom(runs, reservation)) {
      mergeSome();
    }
    return open(columns, runs);
  }

  private RunMerge open(Schema columns, List<SortedRun> some) {
    return RunMerge.open(columns, some, keys, reservation, context);
  }

  /** Merges neighbours into one run: as many as have room, but no more than are needed. */
  private void mergeSome() {
    int count = runs.size() - 1;
    while (!RunMerge.hasRoom(smallest(count), reservation)) {
      count = Math.max(2, count * 3 / 4);
    }
    int needed = Math.max(2, Math.min(count, runs.size() - count + 1));
    mergeIntoOne(List.copyOf(smallest(needed)));
  }

  /** So many neighbours that together are the smallest. */
  private List<SortedRun> smallest(int count) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int start = 0; start + count <= runs.size(); start++) {
      long bytes =
          runs.subList(start, start + count).stream().mapToLong(SortedRun::bytesOnDisk).sum();
      best = bytes < least ? start : best;
      least = Math.min(least, bytes);
    }
    return runs.subList(best, best + count);
  }

  private void mergeIntoOne(List<SortedRun> chosen) {
    long blockBytes = chosen.stream().mapToLong(SortedRun::blockBytes).max().orElse(0);
    SortedRun merged = newRun(runs.indexOf(chosen.getFirst()), blockBytes);
    try (RunMerge merge = open(schema, chosen)) {
      merge.limitBytes(blockBytes);
      for (Batch batch; (batch = merge.next(Long.MAX_VALUE)) != null; ) {
        merged.write(batch);
      }
    }
    merged.end();
    runs.removeAll(chosen);
    chosen.forEach(SortedRun::close);
  }

  /** Takes over the runs of others, behind those that are here. */
  void adopt(SortedRuns others) {
    runs.addAll(others.runs);
    others.runs.clear();
  }

  /** Reads all rows, in an order that sorts to the same; the batches pass to {@code to}. */
  void read(Consumer<Batch> to) {
    for (SortedRun run : runs) {
      try (SpillReader reader = run.read()) {
        for (Batch batch; (batch = reader.next()) != null; ) {
          to.accept(batch);
        }
      }
    }
  }

  @Override
  public void close() {
    runs.forEach(SortedRun::close);
    runs.clear();
  }
}
