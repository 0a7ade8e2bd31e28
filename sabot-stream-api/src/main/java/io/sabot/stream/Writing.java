package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.batch.Doors;
import io.sabot.internal.run.SinkContext;
import io.sabot.internal.run.SinkFailures;
import io.sabot.operator.BatchIterator;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;

/** Runs a stream into a sink: all of it becomes visible, or nothing. */
final class Writing {
  private static final long ONLY_TRANSACTION = 1;

  private Writing() {}

  /** Refuses a sink that cannot take the columns of a stream. */
  static void check(Stream stream, Sink sink) {
    try {
      sink.check(stream.schema());
    } catch (SabotException refused) {
      throw refused.from(Origin.capture());
    }
  }

  /** Refuses a sink that commits with its sources: only a job has them commit. */
  static void requireOwnCommits(Sink sink) {
    if (sink.commitsOffsets()) {
      throw Problem.at("writeTo", ErrorCode.INVALID_ARGUMENT)
          .rule("the sink must commit by itself")
          .but("\"" + sink.name() + "\" commits as one with the places of its sources")
          .cure("start a job with to(sink).start(), and wait for its end with await()")
          .plan()
          .from(Origin.capture());
    }
  }

  static void run(Stream stream, Sink sink) {
    Origin origin = Origin.capture();
    try (BatchIterator batches = stream.iterator();
        SinkWriter writer = sink.open(stream.schema(), SinkContext.of(stream.options(), sink))) {
      writeAll(batches, writer);
    } catch (RuntimeException failure) {
      throw SinkFailures.named(failure, sink).from(origin);
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
}
