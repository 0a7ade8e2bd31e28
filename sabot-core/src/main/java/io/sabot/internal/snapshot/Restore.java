package io.sabot.internal.snapshot;

import io.sabot.UnreadableState;
import io.sabot.state.KeyedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a state what the note of a group names, or does what the user chose where that fails. */
final class Restore {
  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

  private final SnapshotStore store;
  private final KeyedState state;
  private final int group;
  private final String note;
  private final BufferAllocator allocator;
  private final SnapshotFolder folder;

  /** A group has come with this note; an empty one names nothing. */
  Restore(
      SnapshotStore store, KeyedState state, int group, String note, BufferAllocator allocator) {
    this.note = note;
    this.store = store;
    this.state = state;
    this.group = group;
    this.allocator = allocator;
    this.folder = store.folder(state.name(), group);
  }

  /** Reads what the note names. */
  GroupSnapshots run() {
    List<SnapshotId> found = SnapshotProblems.reading(state, folder, folder::list);
    if (note.isEmpty()) {
      return new GroupSnapshots(folder, note, found, null);
    }
    Note parsed = Note.parse(note);
    if (parsed == null) {
      return otherwise(found, null, SnapshotProblems.unknownNote(state, group, note));
    }
    Map<String, @Nullable SnapshotId> snapshots = parsed.snapshots();
    if (!snapshots.containsKey(state.name())) {
      return otherwise(found, null, SnapshotProblems.notNoted(state, group, snapshots.keySet()));
    }
    SnapshotId id = snapshots.get(state.name());
    if (id == null) {
      return new GroupSnapshots(folder, note, found, null);
    }
    RuntimeException failure = read(id);
    return failure == null
        ? new GroupSnapshots(folder, note, found, id)
        : otherwise(found, id, failure);
  }

  private GroupSnapshots otherwise(
      List<SnapshotId> found, @Nullable SnapshotId wanted, RuntimeException failure) {
    if (store.unreadable() == UnreadableState.BEGIN_EMPTY) {
      LOG.warn("state {}, group {} begins empty, as was chosen", state.name(), group, failure);
      return new GroupSnapshots(folder, note, found, null);
    }
    if (store.unreadable() == UnreadableState.USE_OLDER && wanted != null) {
      for (SnapshotId id : found) {
        if (id.sequence() < wanted.sequence() && read(id) == null) {
          LOG.warn(
              "state {}, group {} begins with {}, as was chosen", state.name(), group, id, failure);
          return new GroupSnapshots(folder, note, found, id);
        }
      }
    }
    throw wanted != null && isOutlived(wanted, failure)
        ? SnapshotProblems.outlived(state, folder.file(wanted), failure)
        : failure;
  }

  /**
   * Whether a snapshot is gone because others have come since: who was given the group, and stood
   * still until another run had it, comes too late. Asked of the folder as it is by now.
   */
  private boolean isOutlived(SnapshotId wanted, RuntimeException failure) {
    return failure.getCause() instanceof NoSuchFileException
        && SnapshotProblems.reading(state, folder, folder::list).stream()
            .anyMatch(id -> id.sequence() > wanted.sequence());
  }

  /** Reads a snapshot; why it cannot be used, or null where it was. */
  private @Nullable RuntimeException read(SnapshotId id) {
    try (SnapshotReader reader = folder.open(id, state, group)) {
      SnapshotHeader.Difference difference = reader.header().difference(state);
      if (difference != null) {
        return SnapshotProblems.otherShape(state, folder.file(id), difference);
      }
      state.read(group, reader.batches(state.schema(), allocator));
      return null;
    } catch (IOException failure) {
      state.drop(group);
      return SnapshotProblems.unreadable(state, folder.file(id), failure);
    } catch (UncheckedIOException failure) {
      state.drop(group);
      return SnapshotProblems.unreadable(state, folder.file(id), failure.getCause());
    }
  }
}
