package io.sabot.memory;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The library's own root allocator, for runs that are given none. It lives as long as the JVM. What
 * is freed there stays with the process for up to {@value #KEEP_MILLIS} to twice as many
 * milliseconds, so that it need not be cleared by the system again: at most a quarter of what the
 * {@link MemoryGovernor} allows.
 */
public final class RootMemory {
  private static final long KEEP_MILLIS = 30_000;
  private static final int KEPT_PART = 4;

  private RootMemory() {}

  /** The one root; created at first use. */
  public static BufferAllocator root() {
    return Holder.ROOT;
  }

  /**
   * Where the root has its memory from, for root allocators of the user: {@code new
   * RootAllocator(RootAllocator.configBuilder().allocationManagerFactory(RootMemory.pool()).build())}.
   */
  public static AllocationManager.Factory pool() {
    return Holder.POOL;
  }

  /** Gives what nobody uses back to the system at once, for whoever knows that it stays unused. */
  public static void release() {
    Holder.POOL.release(0);
  }

  private static MemoryPool createPool() {
    try {
      return new MemoryPool(
          new RootAllocator(Long.MAX_VALUE),
          MemoryGovernor.process().limit() / KEPT_PART,
          KEEP_MILLIS);
    } catch (LinkageError | RuntimeException failure) {
      throw Problem.at("Arrow memory", ErrorCode.ENVIRONMENT)
          .rule("an allocation manager must start")
          .but(String.valueOf(failure))
          .cause(failure)
          .cure(
              "add arrow-memory-unsafe, or start arrow-memory-netty with"
                  + " --sun-misc-unsafe-memory-access=allow and"
                  + " --add-opens=java.base/java.nio=ALL-UNNAMED")
          .run();
    }
  }

  private static final class Holder {
    static final MemoryPool POOL = createPool();
    static final BufferAllocator ROOT =
        new RootAllocator(RootAllocator.configBuilder().allocationManagerFactory(POOL).build());
  }
}
