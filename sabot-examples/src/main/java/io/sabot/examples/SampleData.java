package io.sabot.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small real files that come with the examples. */
final class SampleData {
  private SampleData() {}

  /** 20,000 flights. */
  static Path flights() {
    return file("flights-20k.parquet");
  }

  /** 3,376 airports. */
  static Path airports() {
    return file("airports.csv");
  }

  private static Path file(String name) {
    URL resource = SampleData.class.getResource("/data/" + name);
    URI uri = URI.create(resource.toString());
    return uri.getScheme().equals("file") ? Path.of(uri) : unpacked(resource, name);
  }

  /** Out of a jar: readers want a file. */
  private static Path unpacked(URL resource, String name) {
    try (InputStream in = resource.openStream()) {
      Path folder = Files.createTempDirectory("sabot-examples-");
      Path file = folder.resolve(name);
      Files.copy(in, file);
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
