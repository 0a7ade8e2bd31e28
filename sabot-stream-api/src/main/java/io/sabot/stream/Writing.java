package io.sabot.stream;

import io.sabot.Origin;
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
