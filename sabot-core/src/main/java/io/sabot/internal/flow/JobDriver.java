package io.sabot.internal.flow;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.JobState;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.internal.run.Checkpoints;
import io.sabot.internal.run.Execution;
import io.sabot.internal.run.SharedThreads;
import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import io.sabot.source.Progress;
import io.sabot.source.Source.Boundedness;
import io.sabot.state.LiveState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a run into a sink, in turns on an executor: a thread is held only while there is something
 * to do. From time to time a barrier is let in at the sources; when it comes out, the sink commits
 * what it has, and only then the sources commit how far they were. So what a source has committed
 * is at the sink, whatever dies when.
 *
 * <p>A run that ends by itself commits once, at its end.
 */
public final class JobDriver {
  private static final Logger LOG = LoggerFactory.getLogger(JobDriver.class);
  private static final long TURN_NANOS = 10_000_000;
  private static final long NO_BARRIER = 0;

  private final Stage stage;
  private final RunOptions options;
  private final Function<Execution, JobWriter> opening;
  private final Boundedness boundedness;
  private final long intervalNanos;
  private final SerialTask task;
  private final RequestedCommits requests;
  private final CompletableFuture<JobState> ended = new CompletableFuture<>();
  private volatile @Nullable Execution execution;
  private volatile @Nullable JobWriter writer;
  private volatile @Nullable Thread worker;
  private volatile @Nullable Throwable error;
  private volatile Progress last = Progress.UNKNOWN;
  private volatile boolean stopping;
  private volatile boolean cancelled;

  // What follows belongs to the turn.
  private @Nullable CompletableFuture<?> wakeUp;
  private @Nullable CompletableFuture<?> timer;
  private boolean held;
  private long lastBarrier = NO_BARRIER;
  private long pending = NO_BARRIER;
  private long lastCommit = System.nanoTime();

  /** How it ends, once that is known. */
  private @Nullable JobState outcome;

  /**
   * A job not yet started.
   *
   * @param opening opens the writer of the sink
   * @param boundedness whether the stage ends by itself
   * @param interval how long what was written may wait to be committed
   */
  public JobDriver(
      Stage stage,
      RunOptions options,
      Function<Execution, JobWriter> opening,
      Boundedness boundedness,
      Duration interval) {
    this.stage = stage;
    this.options = options;
    this.opening = opening;
    this.boundedness = boundedness;
    this.intervalNanos = interval.toNanos();
    Executor executor = options.executor();
    this.task =
        new SerialTask(
            executor == null ? SharedThreads.executor() : executor, this::turn, this::refused);
    this.requests = new RequestedCommits(task::call);
  }

  /** Begins; returns at once. */
  public void start() {
    task.start();
  }

  /** Asks for no more rows, and for a commit of those that were read. */
  public void stop() {
    stopping = true;
    task.call();
  }

  /** Gives up: what is not committed by now will not be. */
  public void cancel() {
    cancelled = true;
    JobWriter writing = writer;
    if (writing != null) {
      writing.stop();
    }
    Execution running = execution;
    if (running != null) {
      running.close();
    }
    task.callHere();
  }

  /** Completes at the end with the state in which it ended. */
  public CompletionStage<JobState> ended() {
    return ended;
  }

  /** Whether the calling thread is the one that just works for the job. */
  public boolean isWorkingHere() {
    return Thread.currentThread().equals(worker);
  }

  /** The state now. */
  public JobState state() {
    return ended.getNow(stopping ? JobState.STOPPING : JobState.RUNNING);
  }

  /** What went wrong, or null. */
  public @Nullable Throwable error() {
    return error;
  }

  /** How far the sources are, or were at the end. */
  public Progress progress() {
    Execution running = execution;
    return running == null || ended.isDone() ? last : checkpoints(running).progress();
  }

  /**
   * What a run keeps of a key, as a row in the memory that results go to, which passes to the
   * caller; null where it is not held, or nothing runs. Any thread may ask.
   */
  public @Nullable VectorSchemaRoot lookup(String state, List<@Nullable Object> key) {
    Execution running = execution;
    LiveState live = running == null ? null : running.context().states().get(state);
    return live == null ? null : live.lookup(key, running.target());
  }

  private static Checkpoints checkpoints(Execution running) {
    return Objects.requireNonNull(running.checkpoints());
  }

  private void refused(Throwable reason) {
    fail(
        Problem.at("start", ErrorCode.CANCELLED)
            .rule("the executor must take the turns of a job")
            .but("it refused one: " + reason)
            .cause(reason)
            .cure("stop jobs before their executor")
            .run());
  }

  private boolean turn() {
    if (ended.isDone()) {
      return false;
    }
    worker = Thread.currentThread();
    try {
      return work();
    } catch (Throwable failure) {
      fail(failure);
      return false;
    } finally {
      worker = null;
    }
  }

  /** Works until there is nothing to do; true where there is more, but others want the thread. */
  private boolean work() {
    long started = System.nanoTime();
    while (!cancelled) {
      Execution running = open();
      // Rows and readers that are worked on are not freed by whoever cancels.
      boolean goesOn = running.within(poll -> !mustWait(running) && step(running, poll.get()));
      if (outcome != null) {
        finish(outcome);
        return false;
      }
      if (!goesOn && !cancelled) {
        return false;
      }
      if (System.nanoTime() - started > TURN_NANOS) {
        return true;
      }
    }
    finish(JobState.CANCELLED);
    return false;
  }

  private Execution open() {
    Execution running = execution;
    if (running == null) {
      running = Execution.committing(stage, options, Snapshots.NONE, requests);
      execution = running;
      writer = opening.apply(running);
      lastCommit = System.nanoTime();
    }
    return running;
  }

  /** Lets barriers in where it is time; true where there is nothing to do. */
  private boolean mustWait(Execution running) {
    if (boundedness == Boundedness.UNBOUNDED) {
      if (stopping && !held) {
        held = true;
        letBarrierIn(running);
        checkpoints(running).hold();
      } else if (pending == NO_BARRIER
          && (requests.areWaiting() || commitIsDue() && checkpoints(running).hasNews())) {
        letBarrierIn(running);
      }
    }
    return wakeUp != null && !wakeUp.isDone();
  }

  private void letBarrierIn(Execution running) {
    pending = ++lastBarrier;
    requests.take(pending);
    checkpoints(running).letIn(pending);
    wakeUp = null;
  }

  private boolean commitIsDue() {
    return System.nanoTime() - lastCommit >= intervalNanos;
  }

  /** False where the end has come. */
  private boolean step(Execution running, Step step) {
    JobWriter to = Objects.requireNonNull(writer);
    switch (step) {
      case Step.Emit(var batch) -> to.write(batch);
      case Step.Pass(Signal.Barrier(long id)) when id == pending -> arrived(running, to);
      case Step.Blocked(CompletionStage<?> stage) -> block(running, stage);
      case Step.Done end -> {
        long id = ++lastBarrier;
        requests.take(id);
        checkpoints(running).markEnd(id);
        commit(id, running, to);
        outcome = JobState.FINISHED;
      }
      default -> {}
    }
    return outcome == null;
  }

  private void arrived(Execution running, JobWriter to) {
    commit(pending, running, to);
    pending = NO_BARRIER;
    lastCommit = System.nanoTime();
    if (held) {
      outcome = JobState.STOPPED;
    }
  }

  private void commit(long id, Execution running, JobWriter to) {
    Map<Integer, String> notes = Map.of();
    Checkpoints places = checkpoints(running);
    if (to.commitsOffsets()) {
      to.commit(id, places.offsets(id, notes));
      places.committed(id);
    } else {
      to.commit(id);
      places.commit(id, notes);
    }
    requests.done(id);
  }

  private void block(Execution running, CompletionStage<?> stage) {
    if (held) {
      // No more will come, the barrier neither: a join still waits for rows of its other side, and
      // so nothing of this one has come out.
      outcome = JobState.STOPPED;
      return;
    }
    wakeUp = stage.toCompletableFuture();
    var _ = stage.whenComplete((value, failure) -> task.call());
    if (boundedness == Boundedness.UNBOUNDED
        && checkpoints(running).hasNews()
        && (timer == null || timer.isDone())) {
      long wait = Math.max(0, lastCommit + intervalNanos - System.nanoTime());
      timer =
          CompletableFuture.runAsync(
              task::call,
              CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run));
    }
  }

  private void fail(Throwable failure) {
    if (!cancelled) {
      error = failure;
    }
    finish(
        cancelled || failure instanceof CancelledException ? JobState.CANCELLED : JobState.FAILED);
  }

  private void finish(JobState state) {
    Execution running = execution;
    if (running != null) {
      last = checkpoints(running).progress();
    }
    if (timer != null) {
      timer.cancel(false);
    }
    requests.end();
    Throwable second = free(running, state);
    if (second != null) {
      LOG.warn("{}: a job could not be freed in order", stage.name(), second);
    }
    ended.complete(state);
  }

  private @Nullable Throwable free(@Nullable Execution running, JobState state) {
    Throwable first = null;
    JobWriter open = writer;
    if (open != null) {
      first = attempt(() -> open.close(state), first);
    }
    if (running != null) {
      first = attempt(running::close, first);
    }
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
