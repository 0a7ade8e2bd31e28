package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.kernel.RowMerge;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Gather;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of sorted runs in one order. Of each run it holds the block it is at and, until
 * the rows of that are given, the one before.
 */
final class RunMerge implements AutoCloseable {
  /** Each has a file open. */
  private static final int MOST_AT_ONCE = 64;

  private final Schema schema;
  private final RunContext context;
  private final Reservation reservation;
  private final RowMerge merge;
  private final List<MergedRun> runs = new ArrayList<>();
  private final List<Batch> chunks = new ArrayList<>();
  private long reserved;
  private int limit;
  private int exhausted = RowMerge.NONE;

  private RunMerge(Schema schema, int runs, Reservation reservation, RunContext context) {
    this.schema = schema;
    this.context = context;
    this.reservation = reservation;
    this.merge = new RowMerge(runs);
  }

  /** Whether there is memory to merge runs at once; for two it is tried in any case. */
  static boolean hasRoom(List<SortedRun> runs, Reservation reservation) {
    long bytes = expected(runs);
    return runs.size() <= 2 || runs.size() <= MOST_AT_ONCE && reservation.hasRoom(bytes);
  }

  private static long expected(List<SortedRun> runs) {
    return runs.stream().mapToLong(SortedRun::bytesToMerge).sum();
  }

  /** Begins to merge runs. */
  static RunMerge open(
      Schema schema,
      List<SortedRun> runs,
      KeyColumns keys,
      Reservation reservation,
      RunContext context) {
    RunMerge merge = new RunMerge(schema, runs.size(), reservation, context);
    long expected = expected(runs);
    merge.reserved = reservation.tryGrow(expected) ? expected : 0;
    try {
      for (SortedRun run : runs) {
        merge.runs.add(new MergedRun(run.read(), keys, context.allocator()));
      }
      merge.begin();
      return merge;
    } catch (Throwable failure) {
      merge.close();
      throw failure;
    }
  }

  private void begin() {
    for (int run = 0; run < runs.size(); run++) {
      load(run);
    }
    merge.start();
    limit = BatchLimit.rows(context.options(), BatchLimit.bytesPerRow(chunks));
  }

  /** Batches are no larger than that from now on, but have a row. */
  void limitBytes(long bytes) {
    limit = Math.clamp((long) (bytes / BatchLimit.bytesPerRow(chunks)), 1, limit);
  }

  /** Reads the next block of a run; what is held beyond what was expected is reserved now. */
  private void load(int run) {
    MergedRun merged = runs.get(run);
    if (!merged.read()) {
      merge.end(run);
      return;
    }
    merged.chunk = chunks.size();
    chunks.add(merged.batch());
    merge.load(run, merged.chunk, merged.keys().segment(), merged.keys().starts());
    long held = runs.stream().mapToLong(MergedRun::bytes).sum();
    if (held > reserved) {
      reservation.grow(held - reserved);
      reserved = held;
    }
  }

  /** The next rows in order: what fits a batch, at most {@code most} of them; null at the end. */
  @Nullable Batch next(long most) {
    int count = (int) Math.min(most, limit);
    RowIds ids = new RowIds(count);
    reload();
    while (ids.size() < count
        && (exhausted = Outlined.getInt(() -> merge.next(ids, count))) != RowMerge.NONE) {
      if (runs.get(exhausted).holdsTwo()) {
        break;
      }
      reload();
    }
    if (ids.size() == 0) {
      return null;
    }
    Batch batch = Gather.rows(schema, chunks, ids, context.allocator());
    drop();
    return batch;
  }

  private void reload() {
    int run = exhausted;
    exhausted = RowMerge.NONE;
    if (run != RowMerge.NONE) {
      load(run);
      merge.goOn(run);
    }
  }

  /** Lets blocks go of which all rows are given. */
  private void drop() {
    chunks.clear();
    for (int run = 0; run < runs.size(); run++) {
      MergedRun merged = runs.get(run);
      merged.dropEarlier();
      if (merged.batch() != null) {
        merged.chunk = chunks.size();
        chunks.add(merged.batch());
        merge.rename(run, merged.chunk);
      }
    }
  }

  @Override
  public void close() {
    runs.forEach(MergedRun::close);
    runs.clear();
    chunks.clear();
    reservation.shrink(reserved);
    reserved = 0;
  }
}
