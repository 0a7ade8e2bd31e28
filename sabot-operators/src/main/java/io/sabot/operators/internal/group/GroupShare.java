package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Consecutive groups of a part, whose results one of several threads makes. */
final class GroupShare implements GroupResults.GroupSource, WholeGroups {
  private final GroupPart part;

  /** Shares that are not closed: the part is freed behind the last one. */
  private final AtomicInteger open;

  private final int start;
  private final int end;
  private boolean given;
  private boolean closed;

  private GroupShare(GroupPart part, AtomicInteger open, int start, int end) {
    this.part = part;
    this.open = open;
    this.start = start;
    this.end = end;
  }

  /**
   * Divides the groups of a part, of which no more come and for which no rows wait.
   *
   * @param most how many shares there are at most, where there are as many groups; at least one
   */
  static List<GroupResults.GroupSource> of(GroupPart part, int most) {
    int count = part.groups().count();
    int shares = Math.max(1, Math.min(most, count));
    AtomicInteger open = new AtomicInteger(shares);
    List<GroupResults.GroupSource> sources = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      sources.add(new GroupShare(part, open, place(count, i, shares), place(count, i + 1, shares)));
    }
    return sources;
  }

  private static int place(int count, int share, int shares) {
    return (int) ((long) count * share / shares);
  }

  @Override
  public @Nullable WholeGroups next() {
    if (given) {
      close();
      return null;
    }
    given = true;
    return this;
  }

  @Override
  public double bytesPerGroup() {
    return part.groups().bytesPerGroup();
  }

  @Override
  public @Nullable Batch finish(int first, int limit) {
    int from = start + first;
    return from < end ? part.groups().finish(from, Math.min(limit, end - from)) : null;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (open.decrementAndGet() == 0) {
        part.close();
      }
    }
  }
}
