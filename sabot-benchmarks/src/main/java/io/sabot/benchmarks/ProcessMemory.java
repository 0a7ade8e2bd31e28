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

/** What this process has in memory, as Linux counts it. */
final class ProcessMemory {
  private static final Path SELF = Path.of("/proc/self");

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
    try {
      Files.writeString(SELF.resolve("clear_refs"), "5");
    } catch (IOException failure) {
      throw new UncheckedIOException("the peak of a process cannot be reset here", failure);
    }
    return bytes("VmRSS:");
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
