package io.sabot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are written when all is measured. */
final class OutputFiles {
  private OutputFiles() {}

  /** Makes their folders, so that nothing is measured in vain. */
  static void prepare(Path... files) {
    try {
      for (Path file : files) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
