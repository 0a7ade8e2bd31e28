package io.sabot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of the same Java, class path and flags on one core; it ends with its input. */
final class PinnedProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedReader lines;

  private PinnedProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.lines = process.inputReader();
  }

  static PinnedProcess start(int core, Class<?> main, List<String> arguments) {
    List<String> command = ChildProcess.command(ChildProcess.Flags.SAME, main.getName(), arguments);
    try {
      Process process =
          new ProcessBuilder(Cores.on(core, command))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new PinnedProcess(main.getSimpleName(), process);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The next line that it prints; null where there are no more. */
  @Nullable String line() {
    try {
      return lines.readLine();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Ends its input, and waits until it has ended; it must not have failed. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(name + " failed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
