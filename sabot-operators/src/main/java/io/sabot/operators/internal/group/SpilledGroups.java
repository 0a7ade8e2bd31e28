package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.KeyTable;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings groups back from disk, a partition at a time. One that memory has no room for is divided
 * once more on the way, until it is one group.
 */
final class SpilledGroups implements GroupResults.GroupSource {
  private final GroupShape shape;
  private final RunContext context;
  private final GroupMemory memory;
  private final Deque<Level> levels = new ArrayDeque<>();
  private @Nullable Groups last;
  private @Nullable LargeGroup large;

  /**
   * Reads a share of these files, which stay with the caller: each is closed once it is read.
   *
   * @param share the first that is read
   * @param shares every so many that follow it
   */
  SpilledGroups(
      GroupShape shape,
      RunContext context,
      GroupMemory memory,
      GroupFiles files,
      int share,
      int shares) {
    this.shape = shape;
    this.context = context;
    this.memory = memory;
    levels.push(new Level(files, share, shares, () -> {}));
  }

  /** Files, and how far they are read. */
  private static final class Level {
    private final int number;
    private final @Nullable SpillFile[] partitions;
    private final int step;
    private final Runnable end;
    private int next;

    Level(GroupFiles files, int first, int step, Runnable end) {
      this.number = files.level();
      this.partitions = files.files();
      this.step = step;
      this.next = first;
      this.end = end;
    }

    @Nullable SpillFile take() {
      SpillFile file = partitions[next];
      next += step;
      return file;
    }
  }

  /** The next groups, all that is known of them together. */
  @Override
  public @Nullable WholeGroups next() {
    closeLast();
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      if (level.next >= level.partitions.length) {
        levels.pop().end.run();
        continue;
      }
      try (SpillFile file = level.take()) {
        if (file != null) {
          WholeGroups whole = load(file, level.number);
          if (whole != null) {
            return whole;
          }
        }
      }
    }
    return null;
  }

  /** The groups of a partition; null where they were divided further. */
  private @Nullable WholeGroups load(SpillFile file, int level) {
    Loading loading = new Loading(file, level + 1);
    try {
      loading.read();
      GroupFiles deeper = loading.files;
      if (deeper == null && !memory.canFinish(last.heldBytes())) {
        loading.giveBack();
        deeper = loading.files;
      }
      if (loading.isLarge) {
        closeLast();
        large = new LargeGroup(shape, context, file);
        return large;
      }
      if (deeper == null) {
        return last;
      }
      deeper.write(last, null);
      closeLast();
      levels.push(new Level(deeper, 0, 1, deeper::close));
      loading.files = null;
      return null;
    } finally {
      loading.close();
    }
  }

  private void closeLast() {
    if (last != null) {
      last.close();
      last = null;
    }
    if (large != null) {
      large.close();
      large = null;
    }
  }

  /** What is read of one partition lies in {@link #last}, or, where that was full, deeper. */
  private final class Loading implements GroupMemory.Taker, AutoCloseable {
    private final SpillFile file;
    private final int deeper;
    private @Nullable GroupFiles files;
    private @Nullable Batch rows;

    /** Whether there is one group only, or null as long as nobody had to know. */
    private @Nullable Boolean isOne;

    /** Whether there is one group only, and memory does not hold it. */
    private boolean isLarge;

    Loading(SpillFile file, int deeper) {
      this.file = file;
      this.deeper = deeper;
      last = new Groups(shape, context);
    }

    void read() {
      try (SpillReader reader = file.read()) {
        while (!isLarge && (rows = reader.next()) != null) {
          try (Batch batch = rows) {
            memory.feed(batch.length(), this);
          }
        }
      }
    }

    @Override
    public long held() {
      return last.heldBytes();
    }

    @Override
    public long added(int count) {
      return last.addedBytes(rows.columns(), rows.length(), count);
    }

    @Override
    public void take(int from, int count) {
      if (isLarge) {
        return;
      }
      new GroupState(shape, context, last).read(rows.slice(from, count, context.allocator()));
    }

    @Override
    public boolean giveBack() {
      if (last.count() < 2 && (!shape.keepsValues || isOne())) {
        isLarge = shape.keepsValues;
        return false;
      }
      if (deeper >= GroupFiles.LEVELS || last.isEmpty()) {
        return false;
      }
      if (files == null) {
        files = new GroupFiles(shape, context, deeper);
      }
      files.write(last, null);
      closeLast();
      last = new Groups(shape, context);
      return true;
    }

    private boolean isOne() {
      Boolean known = isOne;
      if (known == null) {
        known = shape.keyCount == 0 || hasOneKey();
        isOne = known;
      }
      return known;
    }

    private boolean hasOneKey() {
      try (Reservation reservation = context.reserve("groups");
          KeyTable keys =
              KeyTable.of(shape.keyTypes(), KeyTable.Nulls.EQUAL, context, reservation);
          SpillReader reader = file.read()) {
        RowIds added = new RowIds(2);
        for (Batch next; keys.size() < 2 && (next = reader.next()) != null; ) {
          try (Batch batch = next) {
            List<Column> columns = batch.columns().subList(0, shape.keyCount);
            keys.findOrInsert(columns, batch.length(), new int[batch.length()], added);
          }
        }
        return keys.size() < 2;
      }
    }

    @Override
    public void close() {
      if (files != null) {
        files.close();
      }
    }
  }

  @Override
  public void close() {
    closeLast();
    levels.forEach(level -> level.end.run());
    levels.clear();
  }
}
