package io.sabot.internal.snapshot;

import static java.util.Objects.requireNonNull;

import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.state.KeyedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The states of one run of a job. At a barrier each state writes its changed groups, and what names
 * them is fixed; when the barrier has come out, that is noted with the commit; when the commit is
 * known to be durable, snapshots that no commit names are removed. Used by the thread that drives
 * the run.
 */
public final class JobSnapshots implements Snapshots {
  private static final long RUN_BITS = 1L << 48;

  private final SnapshotStore store;
  private final String run = "%012x".formatted(ThreadLocalRandom.current().nextLong(RUN_BITS));

  /** By state and group. */
  private final Map<String, Map<Integer, GroupSnapshots>> kept = new TreeMap<>();

  private final TreeMap<Long, Taken> taken = new TreeMap<>();
  private @Nullable BufferAllocator allocator;

  /** What stood at a barrier, by state and group. */
  private record Taken(Map<String, Map<Integer, @Nullable SnapshotId>> states) {}

  JobSnapshots(SnapshotStore store) {
    this.store = store;
  }

  /** The memory of the run, which states are read into. */
  public void readInto(BufferAllocator memory) {
    allocator = memory;
  }

  private BufferAllocator memory() {
    return requireNonNull(allocator);
  }

  @Override
  public void follow(Signal signal, KeyedState state) {
    switch (signal) {
      case Signal.Barrier(long id) -> take(id, state);
      case Signal.GroupsAssigned(Map<Integer, String> notes) ->
          notes.forEach((group, note) -> assign(state, group, note));
      case Signal.GroupsRevoked(Set<Integer> groups) ->
          groups.forEach(group -> {
            state.drop(group);
            groups(state).remove(group);
          });
      default -> {}
    }
  }

  private Map<Integer, GroupSnapshots> groups(KeyedState state) {
    return kept.computeIfAbsent(state.name(), name -> new TreeMap<>());
  }

  private void assign(KeyedState state, int group, String note) {
    GroupSnapshots there = groups(state).get(group);
    if (there == null) {
      groups(state).put(group, new Restore(store, state, group, note, memory()).run());
    } else if (!there.note().equals(note)) {
      throw SnapshotProblems.assignedTwice(state, group);
    }
  }

  private void take(long barrier, KeyedState state) {
    Set<Integer> changed = new HashSet<>(state.changed());
    Map<Integer, @Nullable SnapshotId> now = new HashMap<>();
    groups(state)
        .forEach((group, snapshots) -> {
          if (changed.contains(group)) {
            write(state, group, snapshots);
          }
          now.put(group, snapshots.current());
        });
    taken
        .computeIfAbsent(barrier, id -> new Taken(new TreeMap<>()))
        .states()
        .put(state.name(), now);
  }

  private void write(KeyedState state, int group, GroupSnapshots snapshots) {
    SnapshotId id = snapshots.next(run);
    boolean written =
        SnapshotProblems.writing(
            state, snapshots.folder(), () -> snapshots.folder().write(state, group, id, memory()));
    snapshots.written(written ? id : null);
  }

  /** What to note with the commit of each group at a barrier that has come out. */
  public Map<Integer, String> notes(long barrier) {
    Map<Integer, Map<String, @Nullable SnapshotId>> byGroup = new TreeMap<>();
    at(barrier)
        .forEach((state, groups) ->
            groups.forEach((group, id) ->
                byGroup.computeIfAbsent(group, any -> new TreeMap<>()).put(state, id)));
    Map<Integer, String> notes = new TreeMap<>();
    byGroup.forEach((group, snapshots) -> notes.put(group, new Note(snapshots).text()));
    return notes;
  }

  /** States whose input has ended took no part in the barrier, and stay as they are. */
  private Map<String, Map<Integer, @Nullable SnapshotId>> at(long barrier) {
    Taken there = taken.get(barrier);
    Map<String, Map<Integer, @Nullable SnapshotId>> states =
        new TreeMap<>(there == null ? Map.of() : there.states());
    kept.forEach((state, groups) ->
        states.computeIfAbsent(
            state,
            name -> {
              Map<Integer, @Nullable SnapshotId> now = new HashMap<>();
              groups.forEach((group, snapshots) -> now.put(group, snapshots.current()));
              return now;
            }));
    return states;
  }

  /** The commit of a barrier is durable for these groups. */
  public void committed(long barrier, Set<Integer> groups) {
    Map<String, Map<Integer, @Nullable SnapshotId>> states = at(barrier);
    taken.headMap(barrier, true).clear();
    states.forEach((state, snapshots) ->
        snapshots.forEach((group, id) -> {
          GroupSnapshots known = kept.getOrDefault(state, Map.of()).get(group);
          if (known != null && groups.contains(group)) {
            known.commit(id, pending(state, group));
          }
        }));
  }

  private List<SnapshotId> pending(String state, int group) {
    List<SnapshotId> pending = new ArrayList<>();
    for (Taken later : taken.values()) {
      SnapshotId id = later.states().getOrDefault(state, Map.of()).get(group);
      if (Objects.nonNull(id)) {
        pending.add(id);
      }
    }
    return pending;
  }
}
