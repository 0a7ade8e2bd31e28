package io.sabot.stream;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** A sink that keeps rows for a test, and shows those that are committed. */
final class KeptRows implements Sink {
  private final List<Row> written = new ArrayList<>();
  private int committed;

  @Override
  public String name() {
    return "kept rows";
  }

  @Override
  public Commits commits() {
    return Commits.REPEATED;
  }

  @Override
  public SinkWriter open(Schema schema, RunContext context) {
    return new Writer(context.allocator());
  }

  /** The rows that are committed. */
  synchronized List<Row> committed() {
    return List.copyOf(written.subList(0, committed));
  }

  /** The last row written of each key: of the first so many columns. */
  synchronized List<Row> last(int keys) {
    Map<String, Row> last = new LinkedHashMap<>();
    written.forEach(row -> last.put(new Row(row.values().subList(0, keys)).toString(), row));
    return List.copyOf(last.values());
  }

  /** Waits for what the rows written so far are to be. */
  synchronized void await(Predicate<KeptRows> reached) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!reached.test(this)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("there are only " + written);
      }
      try {
        wait(left);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  private final class Writer implements SinkWriter {
    private final BufferAllocator allocator;

    Writer(BufferAllocator allocator) {
      this.allocator = allocator;
    }

    @Override
    public void write(Batch batch) {
      try (batch) {
        List<Row> rows = Rows.of(batch, allocator).list();
        synchronized (KeptRows.this) {
          written.addAll(rows);
          KeptRows.this.notifyAll();
        }
      }
    }

    @Override
    public void prepare(long id) {}

    @Override
    public void commit(long id) {
      synchronized (KeptRows.this) {
        committed = written.size();
        KeptRows.this.notifyAll();
      }
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
  }
}
