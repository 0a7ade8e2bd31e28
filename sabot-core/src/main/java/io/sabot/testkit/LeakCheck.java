package io.sabot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Watches threads and temporary files: what a run started, named {@code sabot-…}, must be gone when
 * the check is closed. What was there before does not count, nor what other processes spill.
 *
 * <pre>{@code
 * try (LeakCheck leaks = LeakCheck.begin(); TestAllocator allocator = new TestAllocator()) { … }
 * }</pre>
 */
public final class LeakCheck implements AutoCloseable {
  /** How long threads and files may take to go. */
  static final int SECONDS = 3;

  private static final String PREFIX = "sabot-";

  /** Other processes may spill into the same folder. */
  private static final Pattern OF_ANOTHER_PROCESS =
      Pattern.compile("sabot-spill-(?!" + ProcessHandle.current().pid() + "-)\\d+-.*");

  private final Path folder;
  private final Set<Thread> threads = threads();
  private final Set<String> files;

  private LeakCheck(Path folder) {
    this.folder = folder;
    this.files = files(folder);
  }

  /** Watches from now on, files in the JVM's temporary folder. */
  public static LeakCheck begin() {
    return begin(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Watches from now on, files in the given folder. */
  public static LeakCheck begin(Path temporaryFolder) {
    return new LeakCheck(temporaryFolder);
  }

  /** Asserts that everything that came has gone; waits up to {@value #SECONDS} seconds for it. */
  @Override
  public void close() {
    await(
        "threads must end",
        () ->
            threads().stream()
                .filter(thread -> !threads.contains(thread))
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
    await(
        "temporary files must be deleted",
        () -> {
          Set<String> left = files(folder);
          left.removeAll(files);
          return left;
        });
  }

  private static void await(String rule, Supplier<Set<String>> left) {
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    Set<String> names = left.get();
    while (!names.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(rule + ", but there are " + names);
      }
      LockSupport.parkNanos(1_000_000);
      names = left.get();
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(PREFIX))
        .collect(Collectors.toSet());
  }

  private static Set<String> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX) && !OF_ANOTHER_PROCESS.matcher(name).matches())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
