package io.sabot.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sabot.memory.RootMemory;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What a process holds at a moment.
 *
 * @param seconds since its start
 * @param values of {@link #MEASURES}, in their order
 */
record SoakSample(double seconds, List<Double> values) {
  /**
   * What is looked at.
   *
   * @param name with its unit
   * @param slack how much more than before is no growth, in this unit
   */
  record Measure(String name, double slack) {}

  static final List<Measure> MEASURES =
      List.of(
          new Measure("heap after a collection, MiB", 4),
          new Measure("Arrow buffers, MiB", 8),
          new Measure("direct buffers of the JDK, MiB", 2),
          new Measure("resident set, MiB", 16),
          new Measure("threads", 2),
          new Measure("file handles", 4));

  private static final double MEBIBYTE = 1 << 20;

  SoakSample {
    values = List.copyOf(values);
  }

  /** Of this process, after a full collection. */
  static SoakSample now(double seconds) {
    System.gc();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
    double direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum()
            / MEBIBYTE;
    double threads = ManagementFactory.getThreadMXBean().getThreadCount();
    double handles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    return new SoakSample(
        seconds,
        List.of(
            heap,
            RootMemory.root().getAllocatedMemory() / MEBIBYTE,
            direct,
            ProcessMemory.resident() / MEBIBYTE,
            threads,
            handles));
  }

  /** As a line of a file, numbers with tabs between. */
  String line() {
    return DoubleStream.concat(
            DoubleStream.of(seconds), values.stream().mapToDouble(Double::doubleValue))
        .mapToObj(value -> String.format(Locale.ROOT, "%.2f", value))
        .collect(Collectors.joining("\t"));
  }

  static SoakSample parse(String line) {
    List<Double> numbers = Arrays.stream(line.split("\t")).map(Double::valueOf).toList();
    return new SoakSample(numbers.getFirst(), numbers.subList(1, numbers.size()));
  }
}
