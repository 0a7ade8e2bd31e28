package io.sabot.stream;

import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A source of rows that a test sends, a batch each time; it ends where the test says so, if ever.
 */
final class SentRows implements Source {
  private final TextTable none;
  private final Boundedness boundedness;
  private final ArrayDeque<TextTable> sent = new ArrayDeque<>();
  private CompletableFuture<Void> news = new CompletableFuture<>();
  private boolean ended;

  SentRows(String schema, Boundedness boundedness) {
    this.none = Tables.table(schema);
    this.boundedness = boundedness;
  }

  synchronized void send(Row... rows) {
    send(none.withRows(List.of(rows)));
  }

  synchronized void send(TextTable rows) {
    sent.add(rows);
    news.complete(null);
  }

  /** Waits until all that was sent is read. */
  synchronized void awaitRead() {
    try {
      while (!sent.isEmpty()) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  synchronized void end() {
    ended = true;
    news.complete(null);
  }

  @Override
  public String name() {
    return "sent rows";
  }

  @Override
  public Schema schema() {
    return none.schema();
  }

  @Override
  public Boundedness boundedness() {
    return boundedness;
  }

  @Override
  public Waiting waiting() {
    return Waiting.WAKES_UP;
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new Reader(context.allocator()));
  }

  private final class Reader implements SplitReader {
    private final BufferAllocator allocator;

    Reader(BufferAllocator allocator) {
      this.allocator = allocator;
    }

    @Override
    public Step poll() {
      synchronized (SentRows.this) {
        TextTable rows = sent.poll();
        if (rows != null) {
          SentRows.this.notifyAll();
          return new Step.Emit(rows.batch(allocator));
        }
        news = news.isDone() && !ended ? new CompletableFuture<>() : news;
        return ended ? Step.DONE : new Step.Blocked(news);
      }
    }

    @Override
    public void close() {}
  }
}
