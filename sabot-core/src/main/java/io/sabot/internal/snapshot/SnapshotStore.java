package io.sabot.internal.snapshot;

import io.sabot.UnreadableState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where a job keeps its states, and what it does with those it cannot use: {@code
 * directory/place/state/group/snapshot}. Members of a group share the directory.
 *
 * @param directory what the user named
 * @param place what tells the job from others that share the directory; see {@link
 *     io.sabot.source.Source#place}
 */
public record SnapshotStore(Path directory, String place, UnreadableState unreadable) {
  private static final int LONGEST = 80;

  /** The snapshots of a run that begins. */
  public JobSnapshots begin() {
    return new JobSnapshots(this);
  }

  SnapshotFolder folder(String state, int group) {
    return new SnapshotFolder(
        directory.resolve(fileName(place)).resolve(state).resolve(Integer.toString(group)));
  }

  /** A name of plain letters; one that had others, or was longer, differs from all the same. */
  private static String fileName(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]+", "_");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
    CRC32C hash = new CRC32C();
    hash.update(text.getBytes(StandardCharsets.UTF_8));
    return "%s-%08x".formatted(cut, hash.getValue());
  }
}
