package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import org.apache.arrow.memory.OutOfMemoryException;

/** Runs a stream into a sink: all of it becomes visible, or nothing. */
final class Writing {
  private static final long ONLY_TRANSACTION = 1;

  private Writing() {}

  static void run(Stream stream, Sink sink) {
    Origin origin = Origin.capture();
    try (BatchIterator batches = stream.iterator();
        SinkWriter writer = sink.open(stream.schema(), context(stream.options(), sink))) {
      writeAll(batches, writer);
    } catch (RuntimeException failure) {
      throw named(failure, sink).from(origin);
    }
  }

  private static void writeAll(BatchIterator batches, SinkWriter writer) {
    try {
      while (batches.hasNext()) {
        writer.write(Doors.own(batches.next()));
      }
      writer.prepare(ONLY_TRANSACTION);
      writer.commit(ONLY_TRANSACTION);
    } catch (Throwable failure) {
      abort(writer, failure);
      throw failure;
    }
  }

  private static void abort(SinkWriter writer, Throwable failure) {
    try {
      writer.abort();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private static SabotException named(RuntimeException failure, Sink sink) {
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
              .cure("mend the sink; nothing of this run is visible at its target")
              .run();
    };
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
