package io.sabot.internal.flow;

import io.sabot.JobState;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.internal.run.Execution;
import io.sabot.internal.run.SinkContext;
import io.sabot.internal.run.SinkFailures;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import java.util.List;
import java.util.function.Supplier;

/** The writer of a job's sink, whose failures name the sink. */
public final class JobWriter {
  private final Sink sink;
  private final SinkWriter writer;

  private JobWriter(Sink sink, SinkWriter writer) {
    this.sink = sink;
    this.writer = writer;
  }

  /** Opens a sink for the rows of a run. */
  public static JobWriter open(Sink sink, RunOptions options, Execution running) {
    RunContext context = SinkContext.of(options, sink);
    return new JobWriter(sink, named(sink, () -> sink.open(running.schema(), context)));
  }

  void write(Batch batch) {
    named(() -> writer.write(batch));
  }

  void commit(long id) {
    named(() -> {
      writer.prepare(id);
      writer.commit(id);
    });
  }

  /** Whether it commits the places of the sources, too. */
  boolean commitsOffsets() {
    return sink.commitsOffsets();
  }

  void commit(long id, List<Object> offsets) {
    named(() -> {
      writer.prepare(id);
      writer.commit(id, offsets);
    });
  }

  /** May be called while another thread writes. */
  void stop() {
    writer.stop();
  }

  void close(JobState state) {
    named(() -> {
      try (writer) {
        if (state == JobState.FAILED || state == JobState.CANCELLED) {
          writer.abort();
        }
      }
    });
  }

  private void named(Runnable call) {
    named(
        sink,
        () -> {
          call.run();
          return true;
        });
  }

  private static <T> T named(Sink sink, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      throw SinkFailures.named(failure, sink);
    }
  }
}
