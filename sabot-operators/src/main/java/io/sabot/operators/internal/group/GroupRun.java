package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.UnaryRun;
import io.sabot.state.StateTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a grouping: takes all rows, then gives the groups in bounded batches. Of several
 * runs side by side each has groups of its own, which are merged at the end; where nearly each row
 * brings a new key, a run goes over to groups that it shares with the others. Groups that memory
 * has no room for go to disk, and come back part by part.
 */
public final class GroupRun extends UnaryRun implements MergingRun {
  /** What groups that are merged take at most: tables double, and state is copied on the way. */
  private static final int MERGED_TIMES = 4;

  /**
   * Kept values are divided among threads in so many shares for each, which end at about one time.
   */
  private static final int SHARES_PER_THREAD = 4;

  /** Rows that a part should have room for to be worth having. */
  private static final int FEW = 64;

  private final GroupShape shape;
  private final RunContext context;
  private final GroupPool pool;
  private final SpreadGroups shared;
  private final long mostRows;
  private final FewRows fewRows;
  private final boolean owner;
  private final GroupInputs inputs;
  private GroupPart own;
  private long rows;
  private long place;
  private @Nullable GroupSpreader spreader;

  /** Whether {@link #own} is the first run's. */
  private boolean borrowed;

  /** What is left to give. */
  private final List<GroupResults> results = new ArrayList<>();

  private boolean finished;

  /** A run over input of this shape. */
  public GroupRun(GroupShape shape, RunContext context) {
    this(shape, context, Long.MAX_VALUE);
  }

  /** A run over at most so many rows. */
  public GroupRun(GroupShape shape, RunContext context, long mostRows) {
    this(shape, context, mostRows, new GroupPool(shape, context));
  }

  private GroupRun(GroupShape shape, RunContext context, long mostRows, GroupPool pool) {
    this(shape, context, mostRows, pool, new SpreadGroups(shape, context, pool), true);
  }

  private GroupRun(
      GroupShape shape,
      RunContext context,
      long mostRows,
      GroupPool pool,
      SpreadGroups shared,
      boolean owner) {
    this.shape = shape;
    this.context = context;
    this.mostRows = mostRows;
    this.pool = pool;
    this.shared = shared;
    this.owner = owner;
    this.inputs = new GroupInputs(shape, context);
    this.own = pool.open();
    this.fewRows = new FewRows(mostRows, context.options().batchRows());
    if (owner) {
      pool.first(own);
    }
  }

  @Override
  public OperatorRun beside() {
    shared.share();
    return new GroupRun(shape, context, mostRows, pool, shared, false);
  }

  /** What comes without a morsel comes before all of them. */
  @Override
  public void begin(long morsel) {
    place = morsel + 1;
  }

  @Override
  protected void process(Batch batch) {
    try (Batch dense = batch.dense(context.allocator())) {
      List<Column> read = inputs.read(dense, place);
      try {
        update(read, dense.length());
      } finally {
        read.forEach(Column::close);
      }
    }
  }

  private void update(List<Column> read, int count) {
    if (spreader != null) {
      spreader.update(read, count);
      return;
    }
    if (shape.keyCount == 0 && !shape.keepsValues) {
      own.update(read, count);
      return;
    }
    if (!owner && !borrowed && own.test(Groups::isEmpty)) {
      borrowWhereShort(read, count);
    }
    long before = own.count();
    pool.feed(own, read, count, count, (from, some) -> update(read, count, from, some));
    rows += count;
    if (isWorthSpreading(own.count() - before, count)) {
      spread();
    }
  }

  /** A part has some buffers before it has groups: little memory holds few parts. */
  private void borrowWhereShort(List<Column> read, int count) {
    if (pool.hasRoom(2 * own.addedBytes(read, count, Math.min(count, FEW)))) {
      return;
    }
    GroupPart common = pool.common();
    if (common != null) {
      pool.remove(own);
      own.close();
      own = common;
      borrowed = true;
    }
  }

  private void update(List<Column> read, int count, int from, int some) {
    if (some == count) {
      own.update(read, count);
      return;
    }
    List<Column> part = new ArrayList<>();
    try {
      for (Column column : read) {
        part.add(column.slice(from, some, context.allocator()));
      }
      own.update(part, some);
    } finally {
      part.forEach(Column::close);
    }
  }

  private boolean isWorthSpreading(long found, int among) {
    return shape.keyCount > 0
        && !borrowed
        && !pool.hasSpilled()
        && pool.hasRoom(2 * own.heldBytes())
        && havePlace(own.count(), found, among)
        && pool.leaveFirst(own);
  }

  /** Whether there is a better place for groups of so few rows each, if that is what they are. */
  private boolean havePlace(long count, long found, int among) {
    return fewRows.seem(count, rows, found, among) && (shared.isShared() || own.test(shared::packs))
        || fewRows.willBe(count, found, among) && own.test(shared::packsThese);
  }

  private void spread() {
    pool.remove(own);
    spreader = shared.spreader(own.groups());
    spreader.merge(own.groups());
    own.close();
    own = pool.open();
  }

  @Override
  public void merge(OperatorRun other) {
    GroupRun run = (GroupRun) other;
    if (run.borrowed) {
      return;
    }
    if (run.spreader != null && spreader == null) {
      spread();
    } else if (spreader != null && run.spreader == null) {
      pool.remove(run.own);
      spreader.merge(run.own.groups());
    } else if (spreader == null) {
      mergeOwn(run);
    }
  }

  private void mergeOwn(GroupRun run) {
    if (pool.hasSpilled()) {
      run.own.write();
      return;
    }
    pool.remove(run.own);
    Groups other = run.own.groups();
    boolean small = shape.keyCount == 0 && !shape.keepsValues;
    if (small || pool.hasRoom(own.heldBytes() + MERGED_TIMES * other.heldBytes())) {
      own.merge(other);
      return;
    }
    if (shape.keepsValues) {
      // What a key brings along may be more than there is room for.
      run.own.write();
      return;
    }
    int first = 0;
    for (Batch piece : other.keys().pieces()) {
      int start = first;
      pool.feed(
          own,
          piece.columns(),
          piece.length(),
          piece.length(),
          (from, count) -> mergeSome(other, piece, start, from, count));
      first += piece.length();
    }
  }

  private void mergeSome(Groups other, Batch piece, int first, int from, int count) {
    int[] there = new int[count];
    for (int i = 0; i < count; i++) {
      there[i] = first + from + i;
    }
    try (Batch some = piece.slice(from, count, context.allocator())) {
      own.merge(other, some.columns(), there);
    }
  }

  @Override
  public List<RunPart> parts() {
    finish();
    if (results.size() < 2) {
      return List.of();
    }
    List<RunPart> parts = List.copyOf(results);
    results.clear();
    return parts;
  }

  @Override
  protected void end() {
    finish();
  }

  /** All rows have come, and all runs are merged. */
  private void finish() {
    if (finished) {
      return;
    }
    finished = true;
    if (shape.keyCount == 0 && !pool.hasSpilled()) {
      own.groups().assign(List.of(), 0);
    }
    List<GroupPart> parts = spreader != null ? shared.parts() : List.of(own);
    parts.forEach(GroupPart::keep);
    boolean divides = spreader != null || own.test(Groups::isWorthWriting);
    if (pool.hasSpilled() || divides && !pool.hasRoom(toFinish(parts))) {
      parts.forEach(GroupPart::write);
      results.addAll(pool.spilled());
    } else if (spreader != null) {
      results.addAll(shared.results());
    } else {
      addOwn();
    }
  }

  /** Results of kept values take long: all threads make them, where they can. */
  private void addOwn() {
    boolean shares = shape.keepsValues && own.groups().finishesSideBySide();
    if (!shares) {
      results.add(new GroupResults(shape, context, own.source(), null));
      return;
    }
    int threads = context.options().parallelism();
    int most = threads == 1 ? 1 : SHARES_PER_THREAD * threads;
    for (GroupResults.GroupSource share : GroupShare.of(own, most)) {
      results.add(new GroupResults(shape, context, share, null));
    }
  }

  /** What it takes to finish groups: as much as they hold, and what rows become that wait. */
  private long toFinish(List<GroupPart> parts) {
    long held = parts.stream().mapToLong(GroupPart::heldBytes).sum();
    long most = parts.stream().mapToLong(GroupPart::waitingBytes).max().orElse(0);
    return held + most * context.options().parallelism();
  }

  @Override
  protected void more() {
    while (!results.isEmpty()) {
      Batch batch = results.getFirst().next();
      if (batch != null) {
        emit(batch);
        return;
      }
      results.removeFirst().close();
    }
  }

  /**
   * One table, {@code groups}: a row for each, its key and the state of its aggregates; of a run
   * beside which there is no other. What is on disk comes beside what is in memory.
   */
  @Override
  public List<StateTable> state() {
    return List.of(new PoolState(shape, context, pool, own, spreader == null ? null : shared));
  }

  @Override
  protected void release() {
    inputs.close();
    results.forEach(GroupResults::close);
    if (spreader != null) {
      spreader.close();
    }
    if (!borrowed) {
      pool.forget(own);
      own.close();
    }
    if (owner) {
      shared.close();
      pool.close();
    }
  }
}
