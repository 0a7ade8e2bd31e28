package io.sabot.internal.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells the snapshots of a group apart: {@code 42-9f3c61d20b7a}.
 *
 * @param sequence one more than that of the snapshot it follows
 * @param run drawn by the run that wrote it, so that two that follow the same one differ
 */
record SnapshotId(long sequence, String run) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-([0-9a-f]{12})");

  static @Nullable SnapshotId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? new SnapshotId(Long.parseLong(matcher.group(1)), matcher.group(2))
        : null;
  }

  @Override
  public String toString() {
    return sequence + "-" + run;
  }
}
