package io.sabot.testkit;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * Refuses one allocation, as a full allocator would. Given to {@link
 * TestAllocator#TestAllocator(AllocationListener)}; child allocators inherit it.
 */
public final class FailingAllocation implements AllocationListener {
  private final AtomicLong left = new AtomicLong(-1);

  /** Refuses the allocation after {@code granted} more. */
  public void after(long granted) {
    left.set(granted);
  }

  /** Grants everything again; whether the refusal came to pass. */
  public boolean stop() {
    return left.getAndSet(-1) < 0;
  }

  @Override
  public void onPreAllocation(long size) {
    if (left.get() >= 0 && left.getAndDecrement() == 0) {
      throw new OutOfMemoryException("refused by the test: " + size + " bytes");
    }
  }
}
