package io.sabot.testkit;

import io.sabot.operator.RunContext;
import io.sabot.source.ForwardingSource;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.state.StateGroups;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A topic that plays a {@link TopicScript}, as far as a test lets it: a source that never ends, is
 * read as a group, and keeps what is committed over runs, as a broker would. The first member of
 * the group reads this, another may read {@link #otherMember}: one run at a time of each. Where
 * nobody does, partitions that go are read by nobody until they come back.
 */
public final class ScriptedTopic implements Source {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final ScriptedGroup group;
  private final ScriptedGroup.Member member;

  /** A topic of which nothing was read or released. */
  public ScriptedTopic(TopicScript script) {
    this(new ScriptedGroup(script), ScriptedGroup.Member.FIRST);
  }

  private ScriptedTopic(ScriptedGroup group, ScriptedGroup.Member member) {
    this.group = group;
    this.member = member;
  }

  /** The same topic, as the other member of the group reads it, which is waited for from now on. */
  public ScriptedTopic otherMember() {
    group.expectOther();
    return new ScriptedTopic(group, ScriptedGroup.Member.OTHER);
  }

  /** All rows of a script in their order, as a source that ends. */
  public static Source bounded(TopicScript script) {
    return new ScriptedTable(script);
  }

  /** Lets so many steps of the script happen in all. */
  public void release(int steps) {
    group.release(steps);
  }

  /**
   * Waits until all that was released has happened and each member has taken what is its own and is
   * asked for more; or until a run has ended.
   *
   * @param ended completes with the run, or the first of them
   */
  public void awaitTaken(CompletionStage<?> ended) {
    var _ = ended.whenComplete((value, failure) -> group.tell());
    long deadline = System.nanoTime() + LONGEST.toNanos();
    synchronized (group) {
      while (!ended.toCompletableFuture().isDone() && !group.isTaken()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("the job must take the rows of " + name() + ", but it does not");
        }
        try {
          group.wait(left);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new AssertionError(interrupted);
        }
      }
    }
  }

  /**
   * Asks every run for a commit; completes when all are made, exceptionally where one is not, or
   * nothing runs.
   */
  public CompletionStage<Void> requestCommit() {
    List<ScriptedReader> open = group.readers();
    return open.isEmpty()
        ? CompletableFuture.failedFuture(new IllegalStateException("nothing runs"))
        : CompletableFuture.allOf(
            open.stream()
                .map(reader -> reader.requests().request().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
  }

  /** How many batches of a partition are committed. */
  public int committedBatches(int partition) {
    return group.place(partition).batches();
  }

  /** What was noted with the last commit of a partition; empty where nothing was. */
  public String note(int partition) {
    return group.place(partition).note();
  }

  @Override
  public String name() {
    return "scripted topic";
  }

  @Override
  public Schema schema() {
    return Tables.schema(group.script().columns());
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
    return group.script().promised();
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> reader(group.script().columns(), context));
  }

  private ScriptedReader reader(String columns, RunContext context) {
    return new ScriptedReader(group, member, columns, context);
  }

  @Override
  public Optional<Source> withStateGroups() {
    String columns = group.script().columns() + ", " + StateGroups.COLUMN + ":int32 not null";
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
      return List.of(context -> source.reader(columns, context));
    }
  }
}
