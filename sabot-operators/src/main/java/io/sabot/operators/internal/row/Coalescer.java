package io.sabot.operators.internal.row;

import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Merges small batches, in order, until they make one of about the target size; one that has half
 * of it passes untouched. Small selections of large batches are gathered early enough that what
 * they hold stays within a few batches' bytes.
 */
public final class Coalescer implements AutoCloseable {
  private static final int HELD_TO_BATCH_BYTES = 16;

  private final Schema schema;
  private final RunContext context;
  private final Consumer<Batch> output;
  private final Reservation reservation;
  private final List<Batch> held = new ArrayList<>();
  private long rows;
  private long selectedBytes;

  /** Batches of at least one row go to {@code output}, which owns them. */
  public Coalescer(Schema schema, RunContext context, Consumer<Batch> output) {
    this.schema = schema;
    this.context = context;
    this.output = output;
    this.reservation = context.reserve("small batches");
  }

  /** Takes a batch of at least one row. */
  public void add(Batch batch) {
    long bytes = selectedBytes(batch);
    boolean large = isTarget(2L * batch.rowCount(), 2 * bytes);
    try {
      if (large || exceedsTarget(rows + batch.rowCount(), selectedBytes + bytes)) {
        flush();
      }
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
    if (large) {
      output.accept(batch);
    } else if (hasRoom(batch)) {
      hold(batch, bytes);
    } else {
      passOn(batch);
    }
  }

  /** Others that are asked to give back may fail at it. */
  private boolean hasRoom(Batch batch) {
    try {
      return reservation.tryGrow(batch.bytes());
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
  }

  /** There is no memory to wait in. */
  private void passOn(Batch batch) {
    try {
      flush();
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
    output.accept(batch);
  }

  private void hold(Batch batch, long bytes) {
    held.add(batch);
    rows += batch.rowCount();
    selectedBytes += bytes;
    if (isTarget(rows, selectedBytes) || holdsTooMuch() && (!compact() || holdsTooMuch())) {
      flush();
    }
  }

  private boolean isTarget(long rowCount, long bytes) {
    return rowCount >= context.options().batchRows() || bytes >= context.options().batchBytes();
  }

  private boolean exceedsTarget(long rowCount, long bytes) {
    return rowCount > context.options().batchRows() || bytes > context.options().batchBytes();
  }

  private boolean holdsTooMuch() {
    return reservation.bytes() / HELD_TO_BATCH_BYTES > context.options().batchBytes();
  }

  private static long selectedBytes(Batch batch) {
    return (long) ((double) batch.bytes() * batch.rowCount() / batch.length());
  }

  /** Replaces what is held by one dense batch; false where there is no memory for it. */
  private boolean compact() {
    if (!reservation.tryGrow(selectedBytes)) {
      return false;
    }
    Batch merged = Gather.selected(schema, held, context.allocator());
    long bytes = merged.bytes();
    release();
    held.add(merged);
    rows = merged.rowCount();
    selectedBytes = bytes;
    return reservation.tryGrow(bytes);
  }

  private void release() {
    held.forEach(Batch::close);
    held.clear();
    rows = 0;
    selectedBytes = 0;
    reservation.shrink(reservation.bytes());
  }

  /** Gives what is held to the output, in one piece if there is memory to make it one. */
  public void flush() {
    if (held.size() > 1) {
      compact();
    }
    while (!held.isEmpty()) {
      Batch batch = held.removeFirst();
      if (held.isEmpty()) {
        release();
      }
      output.accept(batch);
    }
  }

  /** What is held, as shares that pass to the caller. */
  public List<Batch> held() {
    return held.stream().map(Batch::share).toList();
  }

  @Override
  public void close() {
    release();
    reservation.close();
  }
}
