package io.sabot.testkit;

import io.sabot.memory.RootMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * A root allocator that asserts, when closed, that everything born in it was freed, and says who
 * still holds what: a run appears as {@code sabot-run-N}. Workers get {@value LeakCheck#SECONDS}
 * seconds to finish releasing.
 *
 * <pre>{@code
 * try (TestAllocator allocator = new TestAllocator()) { … }
 * }</pre>
 */
public final class TestAllocator extends RootAllocator {
  /** Freed memory is watched where the library checks itself. */
  private static final boolean CHECKED = Boolean.getBoolean("io.sabot.checked");

  private boolean closed;

  /** Without a limit. */
  public TestAllocator() {
    this(Long.MAX_VALUE);
  }

  /** With a limit in bytes, beyond which Arrow refuses. */
  public TestAllocator(long limit) {
    this(AllocationListener.NOOP, limit);
  }

  /** With a listener, such as {@link FailingAllocation}. */
  public TestAllocator(AllocationListener listener) {
    this(listener, Long.MAX_VALUE);
  }

  private TestAllocator(AllocationListener listener, long limit) {
    super(
        (CHECKED
                ? RootAllocator.configBuilder().allocationManagerFactory(RootMemory.pool())
                : RootAllocator.configBuilder())
            .listener(listener)
            .maxAllocation(limit)
            .build());
  }

  /** Asserts that nothing is held now, and stays open. */
  public void assertEmpty() {
    long deadline = System.nanoTime() + LeakCheck.SECONDS * 1_000_000_000L;
    while (held() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100_000);
    }
    if (held()) {
      throw new AssertionError("memory must be freed, but " + holders());
    }
  }

  private boolean held() {
    return getAllocatedMemory() > 0 || !getChildAllocators().isEmpty();
  }

  private String holders() {
    List<String> holders = new ArrayList<>();
    long inChildren = 0;
    for (BufferAllocator child : getChildAllocators()) {
      inChildren += child.getAllocatedMemory();
      holders.add(
          child.getAllocatedMemory() == 0
              ? child.getName() + " was not closed"
              : child.getName() + " holds " + child.getAllocatedMemory() + " bytes");
    }
    if (getAllocatedMemory() > inChildren) {
      holders.add(
          "batches handed out or made by the test hold "
              + (getAllocatedMemory() - inChildren)
              + " bytes");
    }
    return String.join("; ", holders);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      assertEmpty();
      super.close();
    }
  }
}
