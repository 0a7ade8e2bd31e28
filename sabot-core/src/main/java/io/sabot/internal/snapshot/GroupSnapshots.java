package io.sabot.internal.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots of a group are needed: what stands there now, and the last two that were
 * committed. Only what was there when the group came, or was written since, is ever removed: what
 * another run writes that has the group later is never.
 */
final class GroupSnapshots {
  private final SnapshotFolder folder;
  private final String note;
  private final List<SnapshotId> known;
  private @Nullable SnapshotId current;
  private @Nullable SnapshotId committed;
  private @Nullable SnapshotId before;
  private long sequence;

  /**
   * The snapshots of a group that has come.
   *
   * @param note what was noted with its last commit
   * @param found what is there, the newest first
   * @param restored what was read, or null
   */
  GroupSnapshots(
      SnapshotFolder folder, String note, List<SnapshotId> found, @Nullable SnapshotId restored) {
    this.folder = folder;
    this.note = note;
    this.known = new ArrayList<>(found);
    this.current = restored;
    this.committed = restored;
    if (restored != null) {
      this.before =
          found.stream().filter(id -> id.sequence() < restored.sequence()).findFirst().orElse(null);
    }
    this.sequence = found.stream().mapToLong(SnapshotId::sequence).max().orElse(0);
  }

  SnapshotFolder folder() {
    return folder;
  }

  /** What was noted when it came. */
  String note() {
    return note;
  }

  /** What stands there now; null where the group has no row. */
  @Nullable SnapshotId current() {
    return current;
  }

  SnapshotId next(String run) {
    return new SnapshotId(++sequence, run);
  }

  /** A snapshot was written, or there is no row to write. */
  void written(@Nullable SnapshotId id) {
    current = id;
    if (id != null) {
      known.add(id);
    }
  }

  /**
   * A commit is durable: removes what nothing needs.
   *
   * @param id what it names
   * @param pending what barriers on their way will name
   */
  void commit(@Nullable SnapshotId id, Collection<SnapshotId> pending) {
    if (!Objects.equals(id, committed)) {
      before = committed;
      committed = id;
    }
    Set<@Nullable SnapshotId> needed = new HashSet<>(pending);
    needed.add(current);
    needed.add(committed);
    needed.add(before);
    known.removeIf(old -> {
      boolean removed = !needed.contains(old);
      if (removed) {
        folder.remove(old);
      }
      return removed;
    });
  }
}
