package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.PressureGate;
import io.sabot.operator.RunContext;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Groups that any thread may reach, one at a time, and that leave for the disk when they must. */
final class GroupPart implements AutoCloseable {
  /** Rows that wait at most, or as many as there are groups. */
  private static final int DEFERRED_ROWS = 1 << 17;

  private final GroupShape shape;
  private final RunContext context;
  private final GroupPool pool;
  private final @Nullable UnpackedState packed;
  private final DeferredRows deferred;
  private final PressureGate gate = new PressureGate(missing -> giveBack());
  private volatile Groups groups;

  /** How a step failed half way: the run has failed, and these groups mean nothing any more. */
  private @Nullable Throwable failed;

  private boolean closed;

  /** Whether its owner alone may touch it; whoever found it before and comes now is too late. */
  private boolean kept;

  /**
   * Empty; groups that must leave go to the files of the pool.
   *
   * @param packed what knows the keys of packed groups, or null where they are not packed
   */
  GroupPart(GroupShape shape, RunContext context, GroupPool pool, @Nullable UnpackedState packed) {
    this.packed = packed;
    this.shape = shape;
    this.context = context;
    this.pool = pool;
    this.deferred = new DeferredRows(context, pool.memory());
    this.groups = fresh();
  }

  private Groups fresh() {
    Groups fresh = new Groups(shape, context);
    fresh.onPressure(pool.hook());
    return fresh;
  }

  private <T> T within(Supplier<T> work) {
    gate.enter();
    try {
      return work.get();
    } finally {
      gate.leave();
    }
  }

  int count() {
    return within(() -> groups.count());
  }

  /** Whether a thread is at work here, so that another would have to wait. */
  boolean isBusy() {
    return gate.isBusy();
  }

  /** Whether what is here is so. */
  boolean test(Predicate<Groups> test) {
    return within(() -> test.test(groups));
  }

  /** See {@link Groups#addedBytes}. */
  long addedBytes(List<Column> columns, int length, int rows) {
    return within(() -> groups.addedBytes(columns, length, rows));
  }

  /**
   * What is here now, but for rows that wait; only where it is known that no other thread comes,
   * and that nobody writes groups.
   */
  Groups groups() {
    return groups;
  }

  /** What is here, once, behind {@link #keep}; frees it then. */
  GroupResults.GroupSource source() {
    return new GroupResults.GroupSource() {
      private boolean given;

      @Override
      public @Nullable WholeGroups next() {
        if (given) {
          close();
          return null;
        }
        given = true;
        step(GroupPart.this::updateWaiting);
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

  /** What the rows that wait become at most. */
  long waitingBytes() {
    return within(deferred::most);
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

  private void inStep(Runnable work) {
    gate.enter();
    try {
      step(work);
    } finally {
      gate.leave();
    }
  }

  /** Takes rows: key columns, then arguments, all of which stay with the caller. */
  void update(List<Column> read, int rows) {
    inStep(() -> groups.update(read, rows));
  }

  /**
   * Takes rows for later, which pass to this; false, and they stay, where there is no room for
   * them.
   */
  boolean defer(List<Column> read, int rows) {
    return within(() -> {
      if (!deferred.add(read, rows, groups.wholeBytes(read, rows))) {
        return false;
      }
      if (deferred.rows() >= Math.max(DEFERRED_ROWS, groups.count())) {
        step(this::group);
      }
      return true;
    });
  }

  /** Groups the rows that wait, or writes them where there is no room for what they become. */
  void settle() {
    inStep(this::group);
  }

  private void group() {
    long most = GroupMemory.grown(groups.heldBytes()) + deferred.most();
    if (!pool.memory().begin(most)) {
      writeInTurn();
      return;
    }
    try {
      updateWaiting();
    } finally {
      pool.memory().end(most);
    }
  }

  private void updateWaiting() {
    GroupScratch scratch = pool.scratch();
    GroupScratch own = groups.exchange(scratch);
    try {
      deferred.drain(groups::update);
    } finally {
      groups.exchange(own);
      pool.putBack(scratch);
    }
  }

  /** Takes the state of groups, which passes to this. */
  void read(Batch state) {
    inStep(() -> new GroupState(shape, context, groups).read(state));
  }

  /** Takes over all groups of another. */
  void merge(Groups other) {
    inStep(() -> groups.merge(other));
  }

  /** Takes over some groups of another, whose keys stay with the caller. */
  void merge(Groups other, List<Column> keys, int[] there) {
    inStep(() -> groups.merge(other, keys, there));
  }

  /** From here on it is not written any more because memory is short elsewhere. */
  void keep() {
    inStep(() -> kept = true);
  }

  /**
   * Writes all groups and begins anew; false where that is not {@link Groups#isWorthWriting worth
   * it}, a step has failed, or it is {@link #keep kept}.
   */
  boolean spill() {
    return within(() -> {
      boolean writes = isWritten();
      if (writes) {
        step(this::writeInTurn);
      }
      return writes;
    });
  }

  private boolean isWritten() {
    return !kept && failed == null && (groups.isWorthWriting() || deferred.rows() > 0);
  }

  /** Others ask for memory, maybe on a thread of theirs: nothing that is done here waits. */
  void giveBackToOthers(long missing) {
    gate.giveBack(missing);
  }

  private void giveBack() {
    if (isWritten() && pool.files().tryBegin()) {
      try {
        if (packed == null || packed.packing().isReady()) {
          step(this::writeAll);
        }
      } finally {
        pool.files().end();
      }
    }
  }

  /** Writes all groups and begins anew. */
  void write() {
    inStep(this::writeInTurn);
  }

  private void writeInTurn() {
    pool.files().begin();
    try {
      writeAll();
    } finally {
      pool.files().end();
    }
  }

  private void writeAll() {
    if (!groups.isEmpty()) {
      pool.files().write(groups, packed);
      try (Groups written = groups) {
        groups = fresh();
      }
    }
    deferred.drain(pool.memory().room(), this::writeWaiting);
  }

  /** There is always room for this, and nobody is asked for it. */
  private void writeWaiting(List<Column> columns, int rows) {
    RunContext apart = context.with(new MemoryBudget(pool.memory().room()));
    try (Groups some = new Groups(shape, apart)) {
      some.update(columns, rows);
      pool.files().write(some, packed);
    }
  }

  @Override
  public void close() {
    gate.end();
    if (!closed) {
      closed = true;
      deferred.close();
      groups.close();
    }
  }
}
