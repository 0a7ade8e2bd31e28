package io.sabot.internal.flow;

import io.sabot.JobState;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.internal.run.Checkpoints;
import io.sabot.internal.run.Execution;
import io.sabot.internal.run.Readers;
import io.sabot.internal.snapshot.JobSnapshots;
import io.sabot.internal.snapshot.SnapshotStore;
import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.operator.Step;
import io.sabot.source.Progress;
import io.sabot.source.Source.Boundedness;
import io.sabot.state.LiveState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * An execution, the writer it feeds, and the barriers on their way between the two. Used by the
 * turn of a job, but for what says otherwise; a job that begins anew takes a new one.
 */
final class JobRun {
  private static final long NO_BARRIER = 0;

  private final JobPlan plan;
  private final CommitClock clock;
  private final RequestedCommits requests;
  private final JobMeter meter;
  private final Runnable wake;
  private final @Nullable JobSnapshots snapshots;
  private final Execution execution;
  private final Checkpoints places;
  private volatile @Nullable JobWriter writer;
  private @Nullable CompletableFuture<?> wakeUp;
  private long lastBarrier = NO_BARRIER;
  private long pending = NO_BARRIER;
  private boolean held;
  private boolean committed;
  private @Nullable JobState outcome;

  /**
   * A run that has read nothing.
   *
   * @param earlier readers of a run that begins anew with this one
   * @param wake called when there is something to do again
   */
  JobRun(
      JobPlan plan,
      Readers earlier,
      CommitClock clock,
      RequestedCommits requests,
      JobMeter meter,
      Runnable wake) {
    this.plan = plan;
    this.clock = clock;
    this.requests = requests;
    this.meter = meter;
    this.wake = wake;
    SnapshotStore store = plan.state();
    this.snapshots = store == null ? null : store.begin();
    this.execution =
        Execution.committing(
            plan.stage(),
            plan.options(),
            earlier,
            snapshots == null ? Snapshots.NONE : snapshots,
            requests,
            meter.read());
    if (snapshots != null) {
      snapshots.readInto(execution.context().allocator());
    }
    this.places = Objects.requireNonNull(execution.checkpoints());
  }

  /** Opens the writer. */
  void begin() {
    writer = plan.opening().apply(execution);
    clock.restart();
  }

  /** How far the sources are. Any thread may ask. */
  Progress progress() {
    return places.progress();
  }

  /** What keeps a source from reading, where it waits for that. Any thread may ask. */
  Optional<SabotException> obstacle() {
    return places.obstacle();
  }

  /**
   * Whether all that lies at the sources is read and committed, as far as they know. Any thread.
   */
  boolean isCaughtUp() {
    return progress().lag().orElse(1) == 0 && !places.hasNews();
  }

  /** What it keeps of a key; null where it is not held. Any thread may ask. */
  @Nullable VectorSchemaRoot lookup(String state, List<@Nullable Object> key) {
    LiveState live = execution.context().states().get(state);
    return live == null ? null : live.lookup(key, execution.target());
  }

  /** How it ends, once that is known. */
  @Nullable JobState outcome() {
    return outcome;
  }

  /**
   * Takes a step; false where there is nothing to do now, or the end has come.
   *
   * @param stopping whether it is to end when all that was read by now is committed
   */
  boolean advance(boolean stopping) {
    // Rows and readers that are worked on are not freed by whoever cancels.
    return execution.within(poll -> {
      letBarrierInIfDue(stopping);
      return !mustWait() && take(poll.get());
    });
  }

  private boolean mustWait() {
    return wakeUp != null && !wakeUp.isDone();
  }

  private void letBarrierInIfDue(boolean stopping) {
    if (plan.boundedness() == Boundedness.BOUNDED) {
      return;
    }
    if (stopping && !held) {
      held = true;
      letBarrierIn();
      places.hold();
    } else if (pending == NO_BARRIER
        && (requests.areWaiting() || clock.isDue() && places.hasNews())) {
      letBarrierIn();
    }
  }

  private void letBarrierIn() {
    pending = ++lastBarrier;
    requests.take(pending);
    places.letIn(pending);
    wakeUp = null;
  }

  private boolean take(Step step) {
    switch (step) {
      case Step.Emit(var batch) -> write(batch);
      case Step.Pass(Signal.Barrier(long id)) when id == pending -> {
        commit(id);
        pending = NO_BARRIER;
        clock.restart();
        outcome = held ? JobState.STOPPED : null;
      }
      case Step.Blocked(CompletionStage<?> stage) -> block(stage);
      case Step.Done end -> {
        long id = ++lastBarrier;
        requests.take(id);
        places.markEnd(id);
        commit(id);
        outcome = JobState.FINISHED;
      }
      default -> {}
    }
    return outcome == null;
  }

  private void write(Batch batch) {
    int rows = batch.rowCount();
    writer().write(batch);
    meter.written().add(rows);
  }

  private JobWriter writer() {
    return Objects.requireNonNull(writer);
  }

  private void commit(long id) {
    Map<Integer, String> notes = snapshots == null ? Map.of() : snapshots.notes(id);
    Set<Integer> durable = commit(id, notes);
    if (snapshots != null) {
      snapshots.committed(id, durable);
    }
    committed = true;
    meter.committed();
    requests.done(id);
  }

  private Set<Integer> commit(long id, Map<Integer, String> notes) {
    if (writer().commitsOffsets()) {
      writer().commit(id, places.offsets(id, notes));
      places.committed(id);
      return notes.keySet();
    }
    writer().commit(id);
    return places.commit(id, notes);
  }

  /** Whether it has come to a commit. */
  boolean hasCommitted() {
    return committed;
  }

  private void block(CompletionStage<?> stage) {
    if (held) {
      // No more will come, the barrier neither: a join still waits for rows of its other side, and
      // so nothing of this one has come out.
      outcome = JobState.STOPPED;
      return;
    }
    wakeUp = stage.toCompletableFuture();
    var _ = stage.whenComplete((value, failure) -> wake.run());
    if (plan.boundedness() == Boundedness.UNBOUNDED && places.hasNews()) {
      clock.await();
    }
  }

  /** Has a call of a writer, and a poll, that wait on another thread give up. Any thread. */
  void cancel() {
    JobWriter writing = writer;
    if (writing != null) {
      writing.stop();
    }
    execution.close();
  }

  /** Frees everything, whatever happens on the way; what did, or null. */
  @Nullable Throwable close(JobState state) {
    Throwable first = null;
    JobWriter open = writer;
    if (open != null) {
      first = attempt(() -> open.close(state), first);
    }
    first = attempt(execution::close, first);
    return attempt(places::close, first);
  }

  /**
   * As {@link #close}, of a run that is void: readers that can go back are kept.
   *
   * @param readers where they go
   */
  @Nullable Throwable abandon(Readers readers) {
    Throwable first = null;
    JobWriter open = writer;
    if (open != null) {
      first = attempt(() -> open.close(JobState.FAILED), first);
    }
    first = attempt(execution::close, first);
    places.moveReaders(readers);
    return first;
  }

  private static @Nullable Throwable attempt(Runnable part, @Nullable Throwable first) {
    try {
      part.run();
      return first;
    } catch (RuntimeException failure) {
      if (first == null) {
        return failure;
      }
      first.addSuppressed(failure);
      return first;
    }
  }
}
