package io.sabot.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes on cores of their own, where the machine has two and a {@code taskset}. */
final class Cores {
  private static final boolean CAN_PIN =
      Runtime.getRuntime().availableProcessors() > 1 && hasTaskset();

  private Cores() {}

  private static boolean hasTaskset() {
    try {
      Process process =
          new ProcessBuilder("taskset", "-c", "1", "true").redirectErrorStream(true).start();
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The command, kept to one core where that can be. */
  static List<String> on(int core, List<String> command) {
    if (!CAN_PIN) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    pinned.addAll(command);
    return pinned;
  }

  /** Where such a process runs, in words. */
  static String said(int core) {
    return CAN_PIN ? "on core " + core : "on any core (there is no taskset, or one core only)";
  }
}
