package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.source.Source;
import org.apache.arrow.memory.OutOfMemoryException;

/** Turns whatever was thrown into the one exception that names stage, rule, value and cure. */
final class Failures {
  private Failures() {}

  static SabotException of(Throwable failure, String stage, Origin origin) {
    return switch (failure) {
      case SabotException known -> known.from(origin);
      case OutOfMemoryException refused -> memory(refused, stage).from(origin);
      default ->
          Problem.at(stage, ErrorCode.USER_FUNCTION_FAILED)
              .rule("the operator and its functions must not throw")
              .but("it threw " + failure)
              .cause(failure)
              .cure("see the cause")
              .run()
              .from(origin);
    };
  }

  static SabotException of(Throwable failure, Source source, Origin origin) {
    return switch (failure) {
      case SabotException known -> known.from(origin);
      case OutOfMemoryException refused -> memory(refused, source.name()).from(origin);
      default ->
          Problem.at(source.name(), ErrorCode.SOURCE_FAILED)
              .rule("the source must give batches until it ends")
              .but("it threw " + failure)
              .cause(failure)
              .cure("see the cause")
              .run()
              .from(origin);
    };
  }

  /** Closes all, whatever happens; what is thrown on the way is suppressed in {@code first}. */
  static void closeAll(Iterable<? extends Node> nodes, Throwable first) {
    for (Node node : nodes) {
      try {
        node.close();
      } catch (RuntimeException second) {
        suppress(first, second);
      }
    }
  }

  /** Adds a later failure to the first; one and the same is not added to itself. */
  static void suppress(Throwable first, Throwable later) {
    if (!first.equals(later)) {
      first.addSuppressed(later);
    }
  }

  private static SabotException memory(OutOfMemoryException refused, String stage) {
    return Problem.at(stage, ErrorCode.MEMORY_LIMIT)
        .rule("the allocator must grant what the run needs")
        .but(String.valueOf(refused.getMessage()).lines().findFirst().orElse("it refused"))
        .cause(refused)
        .cure(
            "raise the limit of the allocator given to RunOptions.withAllocator, or close batches"
                + " sooner")
        .memory();
  }
}
