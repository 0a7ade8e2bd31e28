package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.sink.Sink;
import org.apache.arrow.memory.OutOfMemoryException;

/** What a sink threw, as the one exception that names it, the rule, the value and the cure. */
public final class SinkFailures {
  private SinkFailures() {}

  /** Names it; this library's own exceptions pass as they are. */
  public static SabotException named(RuntimeException failure, Sink sink) {
    return switch (failure) {
      case SabotException known -> known;
      case OutOfMemoryException refused ->
          Problem.at(sink.name(), ErrorCode.MEMORY_LIMIT)
              .rule("the allocator must grant what writing needs")
              .but(String.valueOf(refused.getMessage()))
              .cause(refused)
              .cure("raise the limit of the allocator given to RunOptions.withAllocator")
              .memory();
      default ->
          Problem.at(sink.name(), ErrorCode.SINK_FAILED)
              .rule("the sink must take every batch")
              .but("it threw " + failure)
              .cause(failure)
              .cure("mend the sink; what it had not committed is not visible at its target")
              .run();
    };
  }
}
