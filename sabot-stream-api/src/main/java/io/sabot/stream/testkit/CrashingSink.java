package io.sabot.stream.testkit;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.sink.Upstream;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** A sink, and a process that dies at a moment of its first commit. */
record CrashingSink(Sink sink, Moment moment) implements Sink {
  /** When it dies. */
  enum Moment {
    /** Before the sink has been asked. */
    BEFORE_PREPARE,
    /** When all is durable and nothing is committed. */
    BEFORE_COMMIT,
    /** When the sink has committed; a source that commits by itself has not. */
    AFTER_COMMIT
  }

  /** What stands for the death of a process. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("the process died, as the test wants it");
    }
  }

  @Override
  public String name() {
    return sink.name();
  }

  @Override
  public Commits commits() {
    return sink.commits();
  }

  @Override
  public void check(Schema schema) {
    sink.check(schema);
  }

  @Override
  public boolean commitsOffsets() {
    return sink.commitsOffsets();
  }

  @Override
  public Sink within(Upstream upstream) {
    return new CrashingSink(sink.within(upstream), moment);
  }

  @Override
  public SinkWriter open(Schema schema, RunContext context) {
    return new Writer(sink.open(schema, context));
  }

  private final class Writer implements SinkWriter {
    private final SinkWriter writer;

    Writer(SinkWriter writer) {
      this.writer = writer;
    }

    private void dieAt(Moment here) {
      if (here == moment) {
        throw new Crash();
      }
    }

    @Override
    public void write(Batch batch) {
      writer.write(batch);
    }

    @Override
    public void prepare(long id) {
      dieAt(Moment.BEFORE_PREPARE);
      writer.prepare(id);
      dieAt(Moment.BEFORE_COMMIT);
    }

    @Override
    public void commit(long id) {
      writer.commit(id);
      dieAt(Moment.AFTER_COMMIT);
    }

    @Override
    public void commit(long id, List<Object> offsets) {
      writer.commit(id, offsets);
      dieAt(Moment.AFTER_COMMIT);
    }

    @Override
    public void stop() {
      writer.stop();
    }

    @Override
    public void abort() {
      writer.abort();
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
