package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.operator.RunContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups that any thread may reach, one at a time, and that leave for the disk when they must. */
final class GroupPart implements AutoCloseable {
  private final GroupShape shape;
  private final RunContext context;
  private volatile Groups groups;

  /** How a step failed half way: the run has failed, and these groups mean nothing any more. */
  private @Nullable Throwable failed;

  GroupPart(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.groups = new Groups(shape, context);
  }

  synchronized int count() {
    return groups.count();
  }

  /** See {@link Groups#addedBytes}. */
  synchronized long addedBytes(List<Column> columns, int length, int rows) {
    return groups.addedBytes(columns, length, rows);
  }

  /** What is here now; only for a thread of which it is known that no other comes. */
  Groups groups() {
    return groups;
  }

  long heldBytes() {
    return groups.heldBytes();
  }

  /** Whoever comes after a step that failed is told of the same failure. */
  private void step(Runnable work) {
    switch (failed) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException failure -> throw failure;
      default -> throw new IllegalStateException(failed);
    }
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      failed = failure;
      throw failure;
    }
  }

  /** Takes rows: key columns, then arguments, all of which stay with the caller. */
  synchronized void update(List<Column> read, int rows) {
    step(() -> groups.update(read, rows));
  }

  /** Takes over all groups of another. */
  synchronized void merge(Groups other) {
    step(() -> groups.merge(other));
  }

  /** Takes over some groups of another, whose keys stay with the caller. */
  synchronized void merge(Groups other, List<Column> keys, int[] there) {
    step(() -> groups.merge(other, keys, there));
  }

  /** Writes all groups and begins anew; false where one is all there is, or a step has failed. */
  synchronized boolean spill(GroupFiles files) {
    if (failed != null || groups.count() < 2) {
      return false;
    }
    write(files);
    return true;
  }

  /** Writes all groups and begins anew. */
  synchronized void write(GroupFiles files) {
    files.write(groups);
    try (Groups written = groups) {
      groups = new Groups(shape, context);
    }
  }

  @Override
  public synchronized void close() {
    groups.close();
  }
}
