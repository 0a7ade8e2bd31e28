package io.sabot.state;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The states that the runs of one execution show, by name. Any thread may ask. */
public final class LiveStates {
  private final ConcurrentHashMap<String, LiveState> shown = new ConcurrentHashMap<>();

  /** Shows a state; whoever does so hides it before it is gone. */
  public void show(LiveState state) {
    shown.put(state.name(), state);
  }

  /** Hides a state. */
  public void hide(LiveState state) {
    shown.remove(state.name(), state);
  }

  /** The state of a name, or null where none is shown. */
  public @Nullable LiveState get(String name) {
    return shown.get(name);
  }
}
