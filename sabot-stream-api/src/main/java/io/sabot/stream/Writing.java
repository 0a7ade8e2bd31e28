package io.sabot.stream;

import io.sabot.RunOptions;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;

/** Runs a stream into a sink: all of it becomes visible, or nothing. */
final class Writing {
  private static final long ONLY_TRANSACTION = 1;

  private Writing() {}

  static void run(Stream stream, Sink sink) {
    try (BatchIterator batches = stream.iterator();
        SinkWriter writer = sink.open(stream.schema(), context(stream.options(), sink))) {
      while (batches.hasNext()) {
        writer.write(Doors.own(batches.next()));
      }
      writer.prepare(ONLY_TRANSACTION);
      writer.commit(ONLY_TRANSACTION);
    }
  }

  private static RunContext context(RunOptions options, Sink sink) {
    return new RunContext(
        options,
        options.allocator() == null ? RootMemory.root() : options.allocator(),
        new MemoryBudget(options.memoryBudget()),
        sink.name(),
        0);
  }
}
