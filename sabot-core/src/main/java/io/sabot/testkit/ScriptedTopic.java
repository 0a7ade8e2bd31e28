package io.sabot.testkit;

import io.sabot.source.ForwardingSource;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.state.StateGroups;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A topic that plays a {@link TopicScript}, as far as a test lets it: a source that never ends, is
 * read as a group, and keeps what is committed over runs, as a broker would. One run at a time.
 */
public final class ScriptedTopic implements Source {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final TopicScript script;
  private final Map<Integer, Place> committed = new HashMap<>();
  private int released;
  private @Nullable ScriptedReader reader;
  private CompletableFuture<Void> news = new CompletableFuture<>();

  /**
   * Where a partition goes on.
   *
   * @param batches how many of it were read
   * @param note what was noted with that
   */
  record Place(int batches, String note) {
    static final Place START = new Place(0, "");
  }

  /** A topic of which nothing was read or released. */
  public ScriptedTopic(TopicScript script) {
    this.script = script;
  }

  /** All rows of a script in their order, as a source that ends. */
  public static Source bounded(TopicScript script) {
    return new ScriptedTable(script);
  }

  /** Lets so many steps of the script happen in all. */
  public synchronized void release(int steps) {
    released = Math.max(released, Math.min(steps, script.size()));
    changed();
  }

  /**
   * Waits until all that was released was taken and the reader is asked for more, or until the run
   * has ended.
   *
   * @param ended completes with the run
   */
  public synchronized void awaitTaken(CompletionStage<?> ended) {
    var _ = ended.whenComplete((value, failure) -> changed());
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!ended.toCompletableFuture().isDone() && (reader == null || !reader.waits())) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("the job must take the rows of " + name() + ", but it does not");
      }
      try {
        wait(left);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  /** Asks the run for a commit; completes when it is made, exceptionally where it is not. */
  public CompletionStage<Void> requestCommit() {
    ScriptedReader open;
    synchronized (this) {
      open = reader;
    }
    return open == null
        ? CompletableFuture.failedFuture(new IllegalStateException("nothing runs"))
        : open.requests().request();
  }

  /** How many batches of a partition are committed. */
  public synchronized int committedBatches(int partition) {
    return committed.getOrDefault(partition, Place.START).batches();
  }

  /** What was noted with the last commit of a partition; empty where nothing was. */
  public synchronized String note(int partition) {
    return committed.getOrDefault(partition, Place.START).note();
  }

  TopicScript script() {
    return script;
  }

  synchronized int released() {
    return released;
  }

  synchronized Place place(int partition) {
    return committed.getOrDefault(partition, Place.START);
  }

  /** Takes places over: what a broker does with a commit. */
  synchronized void commit(Map<Integer, Place> places) {
    committed.putAll(places);
  }

  synchronized void opened(ScriptedReader other) {
    reader = other;
  }

  synchronized void closed(ScriptedReader other) {
    if (other.equals(reader)) {
      reader = null;
    }
  }

  /** Completes when more is released. */
  synchronized CompletionStage<Void> news() {
    if (news.isDone()) {
      news = new CompletableFuture<>();
    }
    return news;
  }

  synchronized void wakeWaiting() {
    notifyAll();
  }

  private void changed() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      waiting = news;
      notifyAll();
    }
    waiting.complete(null);
  }

  @Override
  public String name() {
    return "scripted topic";
  }

  @Override
  public Schema schema() {
    return Tables.schema(script.columns());
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
  public boolean commits() {
    return true;
  }

  @Override
  public List<String> partitionedBy() {
    return script.promised();
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new ScriptedReader(this, script.columns(), context));
  }

  @Override
  public Optional<Source> withStateGroups() {
    String columns = script.columns() + ", " + StateGroups.COLUMN + ":int32 not null";
    return Optional.of(new Grouped(this, columns));
  }

  /** The same topic, whose rows say from which partition they are. */
  private record Grouped(ScriptedTopic source, String columns) implements ForwardingSource {
    @Override
    public Schema schema() {
      return Tables.schema(columns);
    }

    @Override
    public List<Split> splits() {
      return List.of(context -> new ScriptedReader(source, columns, context));
    }
  }
}
