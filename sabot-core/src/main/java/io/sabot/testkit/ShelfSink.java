package io.sabot.testkit;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A sink that keeps rows on the heap and shows them, over runs: with transactions that hold the
 * places of {@link ScriptedTopic}s, or at once, as a sink without transactions does.
 */
public final class ShelfSink implements Sink {
  private final boolean transactional;
  private final List<Row> shown = new ArrayList<>();

  private ShelfSink(boolean transactional) {
    this.transactional = transactional;
  }

  /** Shows rows with the commit of the places they stem from: each arrives exactly once. */
  public static ShelfSink transactional() {
    return new ShelfSink(true);
  }

  /** Shows rows as they are written: each arrives at least once. */
  public static ShelfSink immediate() {
    return new ShelfSink(false);
  }

  /** What it shows, in the order in which it came. */
  public synchronized List<Row> shown() {
    return List.copyOf(shown);
  }

  private synchronized void show(List<Row> rows) {
    shown.addAll(rows);
  }

  @Override
  public String name() {
    return "shelf";
  }

  @Override
  public Commits commits() {
    return Commits.REPEATED;
  }

  @Override
  public boolean commitsOffsets() {
    return transactional;
  }

  @Override
  public SinkWriter open(Schema schema, RunContext context) {
    return new Writer(context);
  }

  private final class Writer implements SinkWriter {
    private final RunContext context;
    private final List<Row> open = new ArrayList<>();

    Writer(RunContext context) {
      this.context = context;
    }

    @Override
    public void write(Batch batch) {
      try (batch) {
        List<Row> rows = Rows.of(batch, context.allocator()).list();
        if (transactional) {
          open.addAll(rows);
        } else {
          show(rows);
        }
      }
    }

    @Override
    public void prepare(long id) {}

    @Override
    public void commit(long id) {}

    @Override
    public void commit(long id, List<Object> offsets) {
      for (Object offset : offsets) {
        ((ScriptedReader.Offsets) offset).commit();
      }
      show(open);
      open.clear();
    }

    @Override
    public void abort() {
      open.clear();
    }

    @Override
    public void close() {
      open.clear();
    }
  }
}
