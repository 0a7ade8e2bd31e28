package io.sabot.operator;

import java.util.Map;
import java.util.Set;

/** What travels between batches, in order with them, without rows and without using demand. */
public sealed interface Signal {
  /** No later row has an event time before {@code time}, in microseconds since the epoch. */
  record Watermark(long time) implements Signal {}

  /** A snapshot is being taken here: state before the barrier belongs to it. */
  record Barrier(long id) implements Signal {}

  /** Rows held back for fuller batches should be emitted now. */
  record Flush() implements Signal {}

  /**
   * From here on rows of these state groups may come; see {@link io.sabot.state.StateGroups}.
   *
   * @param notes for each group what was noted with the last commit of its place, which names the
   *     state that belongs there; empty where nothing was
   */
  record GroupsAssigned(Map<Integer, String> notes) implements Signal {
    public GroupsAssigned {
      notes = Map.copyOf(notes);
    }
  }

  /**
   * No more rows of these state groups come: others have them, and what was kept of them is theirs.
   */
  record GroupsRevoked(Set<Integer> groups) implements Signal {
    public GroupsRevoked {
      groups = Set.copyOf(groups);
    }
  }

  /** The one flush. */
  Signal FLUSH = new Flush();
}
