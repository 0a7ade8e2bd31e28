package io.sabot.operators.internal.join;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Places;
import io.sabot.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** What a join gives that went by way of disk, until all of it is there and can be put in order. */
final class SpilledResults implements AutoCloseable {
  /** Files that are read at once: each holds a block in memory, and a file descriptor. */
  private static final int MOST_FILES = 256;

  /** Blocks of files read at once take as much of the budget, one part in so many each. */
  private static final int SHARE = 4 * MOST_FILES;

  private static final long SMALLEST_BLOCK = 16 * 1024;

  private final JoinShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final Schema placed;
  private final RunOptions blocks;
  private final SpillFile rest;
  private List<SpillFile> files = new ArrayList<>();

  SpilledResults(JoinShape shape, RunContext context, Reservation reservation) {
    this.shape = shape;
    this.context = context;
    this.reservation = reservation;
    this.placed = Places.schema(shape.output());
    RunOptions options = context.options();
    long block = Math.max(SMALLEST_BLOCK, options.memoryBudget() / SHARE);
    this.blocks = options.withBatchBytes(Math.min(options.batchBytes(), block));
    this.rest = context.spillFile(shape.output(), reservation);
  }

  /** A new file for rows in the order of their places; it stays with this. */
  SpillFile begin() {
    if (files.size() == MOST_FILES) {
      unite();
    }
    SpillFile file = context.spillFile(placed, reservation);
    files.add(file);
    return file;
  }

  /** How many rows to write at a time. */
  int limit(double bytesPerRow) {
    return BatchLimit.rows(blocks, bytesPerRow);
  }

  /** The build rows that come behind all others; it stays with this. */
  SpillFile rest() {
    return rest;
  }

  /** Makes one file of all that are full. */
  private void unite() {
    SpillFile all = context.spillFile(placed, reservation);
    try (PlaceMerge merge = new PlaceMerge(placed, files, context.allocator())) {
      int limit = limit(bytesPerRow());
      for (Batch batch = merge.next(limit); batch != null; batch = merge.next(limit)) {
        try (Batch rows = batch) {
          all.write(rows);
        }
      }
    } catch (Throwable failure) {
      all.close();
      throw failure;
    }
    files.forEach(SpillFile::close);
    files = new ArrayList<>(List.of(all));
  }

  private double bytesPerRow() {
    long bytes = files.stream().mapToLong(SpillFile::bytes).sum();
    long rows = files.stream().mapToLong(SpillFile::rows).sum();
    return (double) bytes / Math.max(1, rows);
  }

  /** The rows of an output batch. */
  int outputLimit() {
    return BatchLimit.rows(context.options(), Math.max(1, bytesPerRow()));
  }

  /** All rows in order; closed before this. */
  PlaceMerge merge() {
    return new PlaceMerge(shape.output(), files, context.allocator());
  }

  @Override
  public void close() {
    rest.close();
    files.forEach(SpillFile::close);
  }
}
