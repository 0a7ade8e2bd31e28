package io.sabot.internal.snapshot;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.source.SplitReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is noted with the place of a group: for each state of the plan its snapshot, or a dash where
 * it holds no row, e.g. {@code counts=42-9f3c61d20b7a;seen=-}.
 */
record Note(Map<String, @Nullable SnapshotId> snapshots) {
  private static final String NOTHING = "-";

  /** The note of a text, or null where it is none. */
  static @Nullable Note parse(String text) {
    Map<String, @Nullable SnapshotId> snapshots = new TreeMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        return null;
      }
      String value = part.substring(equals + 1);
      SnapshotId id = SnapshotId.parse(value);
      if (id == null && !value.equals(NOTHING)) {
        return null;
      }
      snapshots.put(part.substring(0, equals), id);
    }
    return new Note(snapshots);
  }

  /** As it is committed. */
  String text() {
    String text =
        snapshots.entrySet().stream()
            .map(entry ->
                entry.getKey() + "=" + (entry.getValue() == null ? NOTHING : entry.getValue()))
            .collect(Collectors.joining(";"));
    if (text.getBytes(StandardCharsets.UTF_8).length > SplitReader.NOTE_BYTES) {
      throw Problem.at("withState", ErrorCode.INVALID_ARGUMENT)
          .rule(
              "a note of all states must fit into "
                  + SplitReader.NOTE_BYTES
                  + " bytes with a commit")
          .but("this plan has " + snapshots.size() + " states, and it takes " + text.length())
          .cure("give the states shorter names with named(…), or split the job")
          .run();
    }
    return text;
  }
}
