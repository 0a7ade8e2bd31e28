package io.sabot.memory;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes that all runs of a process may reserve together, whatever each may by itself: the
 * memory of the machine, or of the container, less the largest heap, and at least a quarter of it.
 * A run that finds nothing left asks those that hold more than it does to give back. Thread-safe.
 */
public final class MemoryGovernor {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryGovernor.class);

  private final long limit;
  private final AtomicLong reserved = new AtomicLong();
  private final Set<MemoryBudget> holders = ConcurrentHashMap.newKeySet();

  /** A governor of {@code limit} bytes, for tests and for parts of a process. */
  public MemoryGovernor(long limit) {
    this.limit = limit;
  }

  /** The governor of this process. */
  public static MemoryGovernor process() {
    return Holder.PROCESS;
  }

  private static final class Holder {
    static final MemoryGovernor PROCESS = new MemoryGovernor(besideTheHeap(memory()));
  }

  private static long besideTheHeap(long memory) {
    long heap = Runtime.getRuntime().maxMemory();
    long beside = besideTheHeap(memory, heap);
    LOG.info(
        "runs of this process may hold {} MiB together: {} MiB of memory less {} MiB of heap",
        beside >> 20,
        memory >> 20,
        heap >> 20);
    return beside;
  }

  static long besideTheHeap(long memory, long heap) {
    return Math.max(memory - heap, memory / 4);
  }

  /** What the container may use, or the machine has. */
  private static long memory() {
    try {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    } catch (LinkageError | RuntimeException unknown) {
      LOG.warn("add the module jdk.management: without it nobody says how much memory there is");
      return Long.MAX_VALUE;
    }
  }

  /** A budget for one run: its own limit, within what all may reserve. */
  public MemoryBudget budget(long ownLimit) {
    return new MemoryBudget(ownLimit, this);
  }

  /** Bytes that all runs may reserve together. */
  public long limit() {
    return limit;
  }

  /** Bytes that all runs have reserved. */
  public long reserved() {
    return reserved.get();
  }

  /** Bytes that a run may hold whatever others do, so that it can go on while they give back. */
  long minimum() {
    return Math.min(1 << 20, limit / 16);
  }

  void takeAnyway(MemoryBudget budget, long bytes) {
    reserved.addAndGet(bytes);
    holders.add(budget);
  }

  boolean take(MemoryBudget budget, long bytes) {
    for (long held = reserved.get(); bytes <= limit - held; held = reserved.get()) {
      if (reserved.compareAndSet(held, held + bytes)) {
        holders.add(budget);
        return true;
      }
    }
    return false;
  }

  void giveBack(long bytes) {
    reserved.addAndGet(-bytes);
  }

  void holdsNothing(MemoryBudget budget) {
    holders.remove(budget);
  }

  long missing(long bytes) {
    return bytes - (limit - reserved.get());
  }

  /** The other runs that hold more, largest first. */
  List<MemoryBudget> richerThan(MemoryBudget asking) {
    long own = asking.reserved();
    record Rich(MemoryBudget budget, long bytes) {}
    return holders.stream()
        .filter(other -> !other.equals(asking))
        .map(other -> new Rich(other, other.reserved()))
        .filter(other -> other.bytes() > own)
        .sorted(Comparator.comparingLong(Rich::bytes).reversed())
        .map(Rich::budget)
        .toList();
  }
}
