package io.sabot.stream.internal.file;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be true of a path before any format looks into it. */
public final class InputFiles {
  private InputFiles() {}

  /** The file's size; refuses what is missing, no regular file, not readable or empty. */
  public static long requireContent(String where, Path path) {
    if (!Files.exists(path)) {
      throw problem(where, "there is no such file")
          .cure("check the path; relative paths start at " + Path.of("").toAbsolutePath())
          .plan();
    }
    if (Files.isDirectory(path)) {
      throw problem(where, "it is a directory").cure("list its files and pass those").plan();
    }
    if (!Files.isReadable(path)) {
      throw problem(where, "it may not be read").cure("grant this user read permission").plan();
    }
    long size = size(where, path);
    if (size == 0) {
      throw problem(where, "it is empty").cure("write it again, or leave it out").plan();
    }
    return size;
  }

  private static Problem.Builder problem(String where, String value) {
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("the path must name a readable file with content")
        .but(value);
  }

  private static long size(String where, Path path) {
    try {
      return Files.size(path);
    } catch (IOException failure) {
      throw unreadable(where, failure);
    }
  }

  /** The error for a file that the operating system does not let us read. */
  public static PlanException unreadable(String where, IOException failure) {
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("the file must be readable")
        .but(String.valueOf(failure))
        .cause(failure)
        .cure("check the file and the disk it lies on")
        .plan();
  }
}
