package io.sabot.internal.flow;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.JobHealth;
import io.sabot.JobMetrics;
import io.sabot.JobState;
import io.sabot.Problem;
import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.internal.run.Readers;
import io.sabot.internal.run.SharedThreads;
import io.sabot.source.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
 * <p>A run that ends by itself commits once, at its end. One that ends with a {@link
 * RestartException} is dropped, and another takes its place.
 */
public final class JobDriver {
  private static final Logger LOG = LoggerFactory.getLogger(JobDriver.class);
  private static final long TURN_NANOS = 10_000_000;
  private static final int MOST_IN_VAIN = 10;

  private final JobPlan plan;
  private final SerialTask task;
  private final RequestedCommits requests;
  private final CommitClock clock;
  private final JobMeter meter = new JobMeter();
  private final CompletableFuture<JobState> ended = new CompletableFuture<>();
  private volatile @Nullable JobRun run;
  private volatile @Nullable Thread worker;
  private volatile @Nullable Throwable error;
  private volatile @Nullable RestartException restartedFor;
  private volatile Progress last = Progress.UNKNOWN;
  private volatile boolean stopping;
  private volatile boolean cancelled;
  private volatile long rejectedBefore;

  /** Of a run that was void, until the next one takes them. */
  private final Readers readers = new Readers();

  /** Runs behind one another that came to no commit. */
  private int inVain;

  /** A job not yet started. */
  public JobDriver(JobPlan plan) {
    this.plan = plan;
    Executor executor = plan.options().executor();
    this.task =
        new SerialTask(
            executor == null ? SharedThreads.executor() : executor, this::turn, this::refused);
    this.requests = new RequestedCommits(task::call);
    this.clock = new CommitClock(plan.interval(), task::call);
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
    JobRun running = run;
    if (running != null) {
      running.cancel();
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

  /** What it has failed with, or null. */
  public @Nullable Throwable error() {
    return error;
  }

  /**
   * That, or else what keeps a source from reading now, or else what it began anew for, the last
   * time; null where none of them is.
   */
  public @Nullable Throwable lastError() {
    Throwable failure = error;
    return failure == null ? obstacle().orElse(restartedFor) : failure;
  }

  private Optional<Throwable> obstacle() {
    JobRun running = run;
    return running == null || ended.isDone()
        ? Optional.empty()
        : running.obstacle().map(found -> found);
  }

  /** Whether it does what it is for. */
  public JobHealth health() {
    return switch (state()) {
      case FAILED, CANCELLED -> JobHealth.DOWN;
      case FINISHED, STOPPED -> JobHealth.UP;
      case RUNNING, STOPPING ->
          isRecovering() || obstacle().isPresent() ? JobHealth.DEGRADED : JobHealth.UP;
    };
  }

  private boolean isRecovering() {
    JobRun running = run;
    return meter.isRecovering() && (running == null || !running.isCaughtUp());
  }

  /** What it has done so far. */
  public JobMetrics metrics() {
    return meter.metrics(progress());
  }

  /** How far the sources are, or were at the end. */
  public Progress progress() {
    JobRun running = run;
    return running == null || ended.isDone() ? last : progress(running.progress());
  }

  /**
   * What a run keeps of a key, as a row in the memory that results go to, which passes to the
   * caller; null where it is not held, or nothing runs. Any thread may ask.
   */
  public @Nullable VectorSchemaRoot lookup(String state, List<@Nullable Object> key) {
    JobRun running = run;
    return running == null ? null : running.lookup(state, key);
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
    } catch (RestartException nothingCommitted) {
      return beginAnew(nothingCommitted);
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
      JobRun running = open();
      boolean goesOn = running.advance(stopping);
      JobState outcome = running.outcome();
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

  private JobRun open() {
    JobRun running = run;
    if (running == null) {
      running = new JobRun(plan, readers, clock, requests, meter, task::call);
      run = running;
      running.begin();
    }
    return running;
  }

  /** Drops a run with all it has not committed; the next turn opens another. */
  private boolean beginAnew(RestartException cause) {
    JobRun broken = run;
    if (cancelled || broken == null) {
      fail(cause);
      return false;
    }
    inVain = broken.hasCommitted() ? 1 : inVain + 1;
    if (inVain > MOST_IN_VAIN) {
      fail(inVain(cause));
      return false;
    }
    restartedFor = cause;
    meter.restarted();
    LOG.info("{}: begins anew: {}", plan.stage().name(), cause.getMessage());
    last = progress(broken.progress());
    rejectedBefore = last.rejected();
    run = null;
    clock.stop();
    requests.refuseAll();
    warn(broken.abandon(readers));
    return true;
  }

  private Progress progress(Progress ofRun) {
    return new Progress(rejectedBefore, OptionalLong.empty()).plus(ofRun);
  }

  private RunException inVain(RestartException cause) {
    return Problem.at(plan.stage().name(), cause.code())
        .rule("a job that begins anew must come to a commit")
        .but("it came to none in " + MOST_IN_VAIN + " runs, the last of which ended with its cause")
        .cause(cause)
        .cure("see the cause; nothing is lost, the next job begins with what was committed")
        .run();
  }

  private void warn(@Nullable Throwable second) {
    if (second != null) {
      LOG.warn("{}: a job could not be freed in order", plan.stage().name(), second);
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
    clock.stop();
    requests.end();
    JobRun running = run;
    if (running != null) {
      last = progress(running.progress());
      warn(running.close(state));
    }
    try {
      readers.close();
    } catch (RuntimeException second) {
      warn(second);
    }
    ended.complete(state);
  }
}
