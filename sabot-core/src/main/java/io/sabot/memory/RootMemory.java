package io.sabot.memory;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The library's own root allocator, for runs that are given none. It lives as long as the JVM. */
public final class RootMemory {
  private RootMemory() {}

  /** The one root; created at first use. */
  public static BufferAllocator root() {
    return Holder.ROOT;
  }

  private static BufferAllocator create() {
    try {
      return new RootAllocator(Long.MAX_VALUE);
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
    static final BufferAllocator ROOT = create();
  }
}
