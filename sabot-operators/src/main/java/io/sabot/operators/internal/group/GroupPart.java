package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.operator.RunContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups that any thread may reach, one at a time, and that leave for the disk when they must. */
final class GroupPart implements AutoCloseable {
  /** Rows that wait at most, or as many as there are groups. */
  private static final int DEFERRED_ROWS = 1 << 17;

  private final GroupShape shape;
  private final RunContext context;
  private final GroupFiles files;
  private final @Nullable UnpackedState packed;
  private final DeferredRows deferred;
  private volatile Groups groups;

  /** How a step failed half way: the run has failed, and these groups mean nothing any more. */
  private @Nullable Throwable failed;

  private boolean closed;

  /** Whether its owner alone may touch it; whoever found it before and comes now is too late. */
  private boolean kept;

  /**
   * Empty; groups that must leave go to these files.
   *
   * @param packed what knows the keys of packed groups, or null where they are not packed
   */
  GroupPart(
      GroupShape shape,
      RunContext context,
      GroupFiles files,
      GroupMemory memory,
      @Nullable UnpackedState packed) {
    this.packed = packed;
    this.shape = shape;
    this.context = context;
    this.files = files;
    this.deferred = new DeferredRows(context, memory);
    this.groups = new Groups(shape, context);
  }

  synchronized int count() {
    return groups.count();
  }

  /** See {@link Groups#addedBytes}. */
  synchronized long addedBytes(List<Column> columns, int length, int rows) {
    return groups.addedBytes(columns, length, rows);
  }

  /**
   * What is here now, but for rows that wait; only for a thread of which it is known that no other
   * comes.
   */
  Groups groups() {
    return groups;
  }

  /** What is here, once, for a thread of which it is known that no other comes; frees it then. */
  GroupResults.GroupSource source() {
    return new GroupResults.GroupSource() {
      private boolean given;

      @Override
      public @Nullable Groups next() {
        if (given) {
          close();
          return null;
        }
        given = true;
        settle();
        return groups;
      }

      @Override
      public void close() {
        GroupPart.this.close();
      }
    };
  }

  /** Bytes of groups. */
  long heldBytes() {
    return groups.heldBytes();
  }

  /** Bytes that {@link #spill} would free. */
  long spillableBytes() {
    return groups.heldBytes() + deferred.heldBytes();
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

  /**
   * Takes rows for later, which pass to this; false, and they stay, where there is no room for what
   * they may become.
   */
  synchronized boolean defer(List<Column> read, int rows) {
    if (!deferred.add(read, rows, groups.rowBytes(read, rows, rows))) {
      return false;
    }
    if (deferred.rows() >= Math.max(DEFERRED_ROWS, groups.count())) {
      settle();
    }
    return true;
  }

  /** Groups the rows that wait. */
  synchronized void settle() {
    step(() -> deferred.drain(groups::update));
  }

  /** Takes over all groups of another. */
  synchronized void merge(Groups other) {
    step(() -> groups.merge(other));
  }

  /** Takes over some groups of another, whose keys stay with the caller. */
  synchronized void merge(Groups other, List<Column> keys, int[] there) {
    step(() -> groups.merge(other, keys, there));
  }

  /** From here on it is not written any more because memory is short elsewhere. */
  synchronized void keep() {
    kept = true;
  }

  /**
   * Writes all groups and begins anew; false where one is all there is, a step has failed, or it is
   * {@link #keep kept}.
   */
  synchronized boolean spill() {
    if (kept || failed != null) {
      return false;
    }
    settle();
    if (groups.count() < 2) {
      return false;
    }
    write();
    return true;
  }

  /** Writes all groups and begins anew. */
  synchronized void write() {
    settle();
    files.write(groups, packed);
    try (Groups written = groups) {
      groups = new Groups(shape, context);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      deferred.close();
      groups.close();
    }
  }
}
