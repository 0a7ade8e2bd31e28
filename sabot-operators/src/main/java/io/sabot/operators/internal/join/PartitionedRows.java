package io.sabot.operators.internal.join;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.spill.SpillFile;
import io.sabot.state.PartitionHash;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows on disk, divided by the hash of their keys into files: rows of equal keys lie in the same
 * one, in the order they came. Each level divides by other bits of the hash.
 */
final class PartitionedRows implements AutoCloseable {
  /** Files into which rows are divided. */
  static final int COUNT = 32;

  /** The last level there are bits for; the high ones say in which worker a row is. */
  static final int LAST_LEVEL = 4;

  private static final int BITS = 5;

  /** So many bytes are divided together, or a part of the budget. */
  private static final long SMALLEST_STEP = 64 * 1024;

  private static final int STEPS_PER_BUDGET = 4;

  /** Batches that wait to be divided together. */
  private static final int MOST_WAITING = 1024;

  private final Schema schema;
  private final int[] keys;
  private final int level;
  private final RunContext context;
  private final RunOptions steps;
  private final List<SpillFile> files = new ArrayList<>();
  private final List<Batch> waiting = new ArrayList<>();
  private long waitingBytes;

  PartitionedRows(
      Schema schema, int[] keys, int level, RunContext context, Reservation reservation) {
    this.schema = schema;
    this.keys = keys;
    this.level = level;
    this.context = context;
    this.steps = steps(context.options());
    for (int i = 0; i < COUNT; i++) {
      files.add(context.spillFile(schema, reservation));
    }
  }

  /** Where all rows have one key, a block of a file is as large as a step. */
  private static RunOptions steps(RunOptions options) {
    long part = Math.max(SMALLEST_STEP, options.memoryBudget() / STEPS_PER_BUDGET);
    return options.withBatchBytes(Math.min(options.batchBytes(), part));
  }

  /** Adds the rows of a flat batch, which passes to this, also on failure. */
  void add(Batch batch) {
    int step = BatchLimit.rows(steps, BatchLimit.bytesPerRow(List.of(batch)));
    if (batch.length() <= step) {
      addPart(batch);
      return;
    }
    try (batch) {
      for (int from = 0; from < batch.length(); from += step) {
        int count = Math.min(step, batch.length() - from);
        addPart(batch.slice(from, count, context.allocator()));
      }
    }
  }

  /** Small batches wait for others, so that a file gets more than a few rows at a time. */
  private void addPart(Batch part) {
    waiting.add(part);
    waitingBytes += part.bytes();
    if (waitingBytes >= steps.batchBytes() || waiting.size() == MOST_WAITING) {
      flush();
    }
  }

  /** Writes what waits. */
  void flush() {
    RowIds[] parts = divide();
    for (int part = 0; part < COUNT; part++) {
      if (parts[part].size() > 0) {
        try (Batch rows = gather(parts[part])) {
          files.get(part).write(rows);
        }
      }
    }
    closeWaiting();
  }

  private RowIds[] divide() {
    RowIds[] parts = new RowIds[COUNT];
    for (int part = 0; part < COUNT; part++) {
      parts[part] = new RowIds(8);
    }
    for (int piece = 0; piece < waiting.size(); piece++) {
      Batch batch = waiting.get(piece);
      List<Column> columns = new ArrayList<>();
      for (int key : keys) {
        columns.add(batch.column(key));
      }
      long[] hashes = PartitionHash.of(columns, batch.length(), context.allocator());
      for (int row = 0; row < batch.length(); row++) {
        int part = (int) (hashes[row] >>> level * BITS) & COUNT - 1;
        parts[part].add(RowIds.id(piece, row));
      }
    }
    return parts;
  }

  private Batch gather(RowIds rows) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < schema.getFields().size(); i++) {
        List<Column> pieces = new ArrayList<>(waiting.size());
        for (Batch batch : waiting) {
          pieces.add(batch.column(i));
        }
        columns.add(Take.rows(schema.getFields().get(i), pieces, rows, context.allocator()));
      }
      return Batch.of(schema, columns, rows.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** The files, which stay with this. */
  List<SpillFile> files() {
    return files;
  }

  private void closeWaiting() {
    waiting.forEach(Batch::close);
    waiting.clear();
    waitingBytes = 0;
  }

  @Override
  public void close() {
    closeWaiting();
    files.forEach(SpillFile::close);
  }
}
