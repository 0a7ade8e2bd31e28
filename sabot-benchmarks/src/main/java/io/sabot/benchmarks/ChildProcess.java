package io.sabot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of the same Java and class path. */
final class ChildProcess {
  /** How a process is started. */
  enum Flags {
    /** As this one. */
    SAME,
    /** With nothing but the class path. */
    NONE
  }

  private ChildProcess() {}

  /** How a main class is started, whoever starts it. */
  static List<String> command(Flags flags, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (flags == Flags.SAME) {
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }

  /** Runs a main class to its end; gives the last line that it printed. */
  static String lastLine(Flags flags, Class<?> main, List<String> arguments) {
    List<String> command = command(flags, main.getName(), arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("a process failed: " + command + "\n" + printed);
      }
      return printed.lines().toList().getLast();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }
}
