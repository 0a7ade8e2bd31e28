package io.sabot.internal.run;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;

/** What a sink works in: the options of the stream, and memory of its own. */
public final class SinkContext {
  private SinkContext() {}

  /** The context of a writer. */
  public static RunContext of(RunOptions options, Sink sink) {
    return new RunContext(
        options,
        options.allocator() == null ? RootMemory.root() : options.allocator(),
        new MemoryBudget(options.memoryBudget()),
        sink.name(),
        0);
  }
}
