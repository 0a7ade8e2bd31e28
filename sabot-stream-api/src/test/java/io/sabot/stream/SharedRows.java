package io.sabot.stream;

import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.state.StateGroups;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A source whose partitions are shared with other runs, which a test makes up: it never ends, and
 * keeps no place. Rows that are sent come once, in whichever form they are read.
 */
final class SharedRows implements Source {
  private final String columns;
  private final List<String> partitionedBy;
  private final Sent sent;
  private final boolean carriesGroups;

  /** What was sent, for all forms of the source. */
  private static final class Sent {
    private final ArrayDeque<Function<SharedRows, Step>> steps = new ArrayDeque<>();
    private CompletableFuture<Void> news = new CompletableFuture<>();
    private BufferAllocator allocator;
  }

  SharedRows(String columns, String... partitionedBy) {
    this(columns, List.of(partitionedBy), new Sent(), false);
  }

  private SharedRows(String columns, List<String> partitionedBy, Sent sent, boolean carriesGroups) {
    this.columns = columns;
    this.partitionedBy = partitionedBy;
    this.sent = sent;
    this.carriesGroups = carriesGroups;
  }

  void send(int partition, Row... rows) {
    send(source -> new Step.Emit(source.table(partition, rows).batch(sent.allocator)));
  }

  void assign(Map<Integer, String> notes) {
    send(source -> new Step.Pass(new Signal.GroupsAssigned(notes)));
  }

  void revoke(Integer... partitions) {
    send(source -> new Step.Pass(new Signal.GroupsRevoked(java.util.Set.of(partitions))));
  }

  private void send(Function<SharedRows, Step> step) {
    synchronized (sent) {
      sent.steps.add(step);
      sent.news.complete(null);
    }
  }

  private TextTable table(int partition, Row... rows) {
    List<Row> all = new ArrayList<>();
    for (Row row : rows) {
      List<Object> values = new ArrayList<>(row.values());
      if (carriesGroups) {
        values.add(partition);
      }
      all.add(new Row(values));
    }
    return Tables.table(text()).withRows(all);
  }

  private String text() {
    return carriesGroups ? columns + ", " + StateGroups.COLUMN + ":int not null" : columns;
  }

  @Override
  public String name() {
    return "shared rows";
  }

  @Override
  public Schema schema() {
    return Tables.schema(text());
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.UNBOUNDED;
  }

  @Override
  public Waiting waiting() {
    return Waiting.WAKES_UP;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public List<String> partitionedBy() {
    return partitionedBy;
  }

  @Override
  public Optional<Source> withStateGroups() {
    if (carriesGroups) {
      throw new IllegalStateException("it has the column already");
    }
    return Optional.of(new SharedRows(columns, partitionedBy, sent, true));
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new Reader(context.allocator()));
  }

  private final class Reader implements SplitReader {
    Reader(BufferAllocator allocator) {
      sent.allocator = allocator;
    }

    @Override
    public Step poll() {
      synchronized (sent) {
        Function<SharedRows, Step> step = sent.steps.poll();
        if (step != null) {
          return step.apply(SharedRows.this);
        }
        sent.news = sent.news.isDone() ? new CompletableFuture<>() : sent.news;
        return new Step.Blocked(sent.news);
      }
    }

    @Override
    public void close() {}
  }
}
