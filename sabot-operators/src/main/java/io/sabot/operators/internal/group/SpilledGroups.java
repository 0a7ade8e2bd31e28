package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Brings groups back from disk, a partition at a time. One that memory has no room for is divided
 * once more on the way.
 */
final class SpilledGroups implements GroupResults.GroupSource {
  private final GroupShape shape;
  private final RunContext context;
  private final GroupMemory memory;
  private final Deque<Level> levels = new ArrayDeque<>();
  private @Nullable Groups last;

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
  public @Nullable Groups next() {
    closeLast();
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      if (level.next >= level.partitions.length) {
        levels.pop().end.run();
        continue;
      }
      try (SpillFile file = level.take()) {
        if (file != null) {
          Groups whole = load(file, level.number);
          if (whole != null) {
            return whole;
          }
        }
      }
    }
    return null;
  }

  /** The groups of a partition; null where they were divided further. */
  private @Nullable Groups load(SpillFile file, int level) {
    Loading loading = new Loading(level + 1);
    try (SpillReader reader = file.read()) {
      for (Batch rows = reader.next(); rows != null; rows = reader.next()) {
        try (Batch batch = rows) {
          loading.rows = batch;
          memory.feed(batch.length(), loading);
        }
      }
      GroupFiles deeper = loading.files;
      if (deeper == null && !memory.canFinish(last.heldBytes())) {
        loading.giveBack();
        deeper = loading.files;
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
  }

  /** What is read of one partition lies in {@link #last}, or, where that was full, deeper. */
  private final class Loading implements GroupMemory.Taker, AutoCloseable {
    private final int deeper;
    private @Nullable GroupFiles files;
    private @Nullable Batch rows;

    Loading(int deeper) {
      this.deeper = deeper;
      last = new Groups(shape, context);
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
      new GroupState(shape, context, last).read(rows.slice(from, count, context.allocator()));
    }

    @Override
    public boolean giveBack() {
      if (deeper >= GroupFiles.LEVELS || last.count() < 2) {
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
