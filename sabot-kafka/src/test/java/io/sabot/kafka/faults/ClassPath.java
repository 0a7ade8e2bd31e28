package io.sabot.kafka.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of this process with folders as jars: only of those do processes share what the
 * first one has made of their classes.
 */
final class ClassPath {
  private ClassPath() {}

  /** The class path; jars are written to a folder. */
  static String of(Path folder) throws IOException {
    // The build's test runner starts with one jar that names all others.
    String given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> path = new ArrayList<>();
    for (String entry : given.split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        Path jar = folder.resolve("classes-" + path.size() + ".jar");
        write(Path.of(entry), jar);
        path.add(jar.toString());
      } else if (Files.exists(Path.of(entry))) {
        path.add(entry);
      }
    }
    return String.join(File.pathSeparator, path);
  }

  private static void write(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> entries = Files.walk(classes)) {
      out.setLevel(0);
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new JarEntry(classes.relativize(entry).toString().replace(File.separatorChar, '/')));
        Files.copy(entry, out);
        out.closeEntry();
      }
    }
  }
}
