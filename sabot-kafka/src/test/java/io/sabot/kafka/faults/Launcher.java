package io.sabot.kafka.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes that are small and start fast: what the first one of a kind has made of its
 * classes is kept when it ends in order, and the others begin with it, which takes half the time.
 */
final class Launcher {
  private final Path folder;
  private final String classPath;
  private final Path mended;
  private final Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());

  /** What is run: a main class, in a heap of some size. */
  enum Program {
    BROKER(BrokerMain.class, "-Xmx512m"),
    MEMBER(MemberMain.class, "-Xmx256m");

    private final Class<?> main;
    private final String heap;

    Program(Class<?> main, String heap) {
      this.main = main;
      this.heap = heap;
    }
  }

  /** Keeps what it writes, and what processes say, in a folder. */
  Launcher(Path folder) throws IOException {
    this.folder = folder;
    this.classPath = ClassPath.of(folder);
    this.mended = folder.resolve("mended.jar");
    MendedKafka.write(mended);
  }

  Path folder() {
    return folder;
  }

  private Path shared(Program program) {
    return folder.resolve(program + ".jsa");
  }

  Child start(Program program, String name, List<String> arguments) {
    Path shared = shared(program);
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add(
        Files.exists(shared)
            ? "-XX:SharedArchiveFile=" + shared
            : "-XX:ArchiveClassesAtExit=" + shared);
    command.addAll(
        List.of(
            program.heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            // What becomes of members and partitions is told with what went wrong.
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.showThreadName=false",
            "-Dorg.slf4j.simpleLogger.log.io.sabot=info",
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.consumer.internals=info",
            "-Dorg.slf4j.simpleLogger.log.kafka=error",
            "-cp",
            mended + File.pathSeparator + classPath,
            program.main.getName()));
    command.addAll(arguments);
    Path log = folder.resolve(name + ".log");
    try {
      return new Child(
          name,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start(),
          log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
