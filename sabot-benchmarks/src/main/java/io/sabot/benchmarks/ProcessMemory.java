package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What this process has in memory, as Linux counts it. */
final class ProcessMemory {
  private static final Path SELF = Path.of("/proc/self");

  /** Between two looks at memory that goes back: some times what the JVM pauses between pieces. */
  private static final long PAUSE_NANOS = 200_000_000;

  private ProcessMemory() {}

  /**
   * Gives back what is free, on the heap and beside it, and counts the peak anew from here. What
   * went back later, while a question is asked, would hide as much of what the question takes.
   *
   * @return bytes in memory after that
   */
  static long settle() {
    System.gc();
    RootMemory.release();
    Linker linker = Linker.nativeLinker();
    linker.defaultLookup().find("malloc_trim").ifPresent(trim -> call(linker, trim));
    awaitHeap();
    try {
      Files.writeString(SELF.resolve("clear_refs"), "5");
    } catch (IOException failure) {
      throw new UncheckedIOException("the peak of a process cannot be reset here", failure);
    }
    return bytes("VmRSS:");
  }

  /** The heap goes back piece by piece, on a thread of the JVM, behind the collection. */
  private static void awaitHeap() {
    long before = Long.MAX_VALUE;
    for (long now = resident(); now < before; now = resident()) {
      before = now;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void call(Linker linker, MemorySegment trim) {
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
    try {
      int released = (int) linker.downcallHandle(trim, type).invokeExact(0L);
      if (released < 0) {
        throw new IllegalStateException("malloc_trim gave " + released);
      }
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The most bytes since {@link #settle}. */
  static long peak() {
    return bytes("VmHWM:");
  }

  /** Bytes in memory now. */
  static long resident() {
    return bytes("VmRSS:");
  }

  private static long bytes(String name) {
    try {
      return Files.readAllLines(SELF.resolve("status")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).replace("kB", "").strip())
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
