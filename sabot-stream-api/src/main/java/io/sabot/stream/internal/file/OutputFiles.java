package io.sabot.stream.internal.file;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be true of a path before anything is written beside it. */
public final class OutputFiles {
  private OutputFiles() {}

  /** Refuses a target that is a directory, or whose folder is missing or may not be written. */
  public static void requireWritable(String where, Path target) {
    if (Files.isDirectory(target)) {
      throw refused(where, "it is a directory", "name a file in it");
    }
    Path parent = target.getParent();
    Path folder = parent == null ? Path.of("") : parent;
    if (!Files.exists(folder)) {
      throw refused(where, "its folder does not exist", "create " + folder);
    }
    if (!Files.isDirectory(folder)) {
      throw refused(where, "it leads through a file", "name a file in a folder");
    }
    if (!Files.isWritable(folder)) {
      throw refused(
          where,
          "this user may not write there",
          "grant write permission for " + folder + ", or choose another folder");
    }
  }

  private static SabotException refused(String where, String value, String cure) {
    return Problem.at(where, ErrorCode.SINK_FAILED)
        .rule("the path must name a file in a folder that may be written")
        .but(value)
        .cure(cure)
        .run();
  }
}
