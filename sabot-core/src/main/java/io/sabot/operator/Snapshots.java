package io.sabot.operator;

import io.sabot.state.KeyedState;

/**
 * Where the state of a run's operators is kept so that another run finds it. An operator hands on
 * every signal it receives, before it passes it to the next: that is all it has to do.
 */
@FunctionalInterface
public interface Snapshots {
  /** Keeps nothing: state begins empty, and only leaves with its groups. */
  Snapshots NONE =
      (signal, state) -> {
        if (signal instanceof Signal.GroupsRevoked(var groups)) {
          groups.forEach(state::drop);
        }
      };

  /**
   * Does with a state what a signal means for it: at a barrier its changed groups are written; of
   * groups that are assigned it reads what was kept; those that are revoked it drops. Other signals
   * mean nothing.
   *
   * @throws io.sabot.RunException where state cannot be written, or what was kept cannot be read
   */
  void follow(Signal signal, KeyedState state);
}
