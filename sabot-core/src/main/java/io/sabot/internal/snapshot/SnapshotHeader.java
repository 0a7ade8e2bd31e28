package io.sabot.internal.snapshot;

import io.sabot.state.KeyedState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot is of, in lines of {@code what: value}.
 *
 * @param state the name of the state
 * @param shape what a state must agree with to read it
 */
record SnapshotHeader(String state, int group, SnapshotId id, Map<String, String> shape) {
  private static final String STATE = "state";
  private static final String GROUP = "group";
  private static final String SNAPSHOT = "snapshot";

  /** The header of a snapshot of a state. */
  static SnapshotHeader of(KeyedState state, int group, SnapshotId id) {
    return new SnapshotHeader(state.name(), group, id, shape(state));
  }

  /** What a state must agree with, its columns among it. */
  static Map<String, String> shape(KeyedState state) {
    Map<String, String> shape = lines(state.shape());
    shape.put("columns", columns(state.schema()));
    return shape;
  }

  private static String columns(Schema schema) {
    return schema.getFields().toString().replace('\n', ' ');
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      lines.put(
          colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 2));
    }
    return lines;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(STATE + ": ").append(state);
    text.append("\n" + GROUP + ": ").append(group);
    text.append("\n" + SNAPSHOT + ": ").append(id);
    shape.forEach((what, value) -> text.append("\n").append(what).append(": ").append(value));
    return text.toString();
  }

  /** The header of a text, or null where it is none. */
  static @Nullable SnapshotHeader parse(String text) {
    Map<String, String> lines = lines(text);
    String state = lines.remove(STATE);
    String group = lines.remove(GROUP);
    String snapshot = lines.remove(SNAPSHOT);
    SnapshotId id = snapshot == null ? null : SnapshotId.parse(snapshot);
    if (state == null || group == null || id == null || !group.matches("-?\\d{1,9}")) {
      return null;
    }
    return new SnapshotHeader(state, Integer.parseInt(group), id, lines);
  }

  /**
   * What differs between a snapshot and a state.
   *
   * @param what the line
   * @param then what it says in the snapshot
   * @param now what it says of the state
   */
  record Difference(String what, String then, String now) {}

  /** The first difference between what is here and what a state is, or null where there is none. */
  @Nullable Difference difference(KeyedState other) {
    Map<String, String> wanted = shape(other);
    Set<String> lines = new LinkedHashSet<>(shape.keySet());
    lines.addAll(wanted.keySet());
    for (String what : lines) {
      String then = shape.getOrDefault(what, "none");
      String now = wanted.getOrDefault(what, "none");
      if (!then.equals(now)) {
        return new Difference(what, then, now);
      }
    }
    return null;
  }
}
