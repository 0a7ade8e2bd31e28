package io.sabot.kafka.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that is started, stopped and killed. It ends when its standard input does, so that it
 * does not outlive the process that started it, whatever becomes of that.
 */
final class Child {
  private static final int LINES = 40;

  /** The first process of a kind also writes what it has made of its classes when it ends. */
  private static final int SECONDS = 60;

  private final String name;
  private final Process process;
  private final Path log;
  private boolean paused;

  Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitValue() {
    return process.exitValue();
  }

  boolean isPaused() {
    return paused;
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    await(process);
  }

  /** Asks it to stop in order, and waits until it has. */
  void stop() {
    askToStop();
    await(process);
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("process " + process.pid() + " must end, but does not");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** SIGSTOP. */
  void pause() {
    signal("STOP");
    paused = true;
  }

  /** SIGCONT. */
  void resume() {
    signal("CONT");
    paused = false;
  }

  private void signal(String signal) {
    try {
      await(new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Asks it to stop in order. */
  void askToStop() {
    try {
      OutputStream input = process.getOutputStream();
      input.write('s');
      input.flush();
    } catch (IOException gone) {
      // It has ended, and is found dead.
    }
  }

  /** Has it say what its threads do, in its log. */
  void tellThreads() {
    if (process.isAlive() && !paused) {
      signal("QUIT");
    }
  }

  /** The last lines it wrote. */
  String lastWords() {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  @Override
  public String toString() {
    return name + " (process " + process.pid() + ")";
  }
}
