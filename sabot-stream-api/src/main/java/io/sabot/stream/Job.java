package io.sabot.stream;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.JobHealth;
import io.sabot.JobMetrics;
import io.sabot.JobState;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.internal.flow.JobDriver;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A run that brings a stream to a sink: what {@link Delivery#start} gives. Thread-safe.
 *
 * <p>What its sources have committed has arrived at the sink before, so that nothing is lost
 * whatever dies; what had not been committed when a job ended early is read and written once more
 * by the next one.
 */
public final class Job implements AutoCloseable {
  private final JobDriver driver;
  private final String name;
  private final Lookups lookups;

  Job(JobDriver driver, String name, Lookups lookups) {
    this.driver = driver;
    this.name = name;
    this.lookups = lookups;
  }

  /** Where it is in its life. */
  public JobState state() {
    return driver.state();
  }

  /** Whether it does what it is for: what a health check of a service answers with. */
  public JobHealth health() {
    return driver.health();
  }

  /** What it has failed with, once it has. */
  public Optional<Throwable> error() {
    return Optional.ofNullable(driver.error());
  }

  /**
   * What went wrong last: what it has failed with, or else what a source waits for at this moment
   * that is away, or else for what it began anew the last time, also where it has long recovered.
   * Empty where nothing did.
   */
  public Optional<Throwable> lastError() {
    return Optional.ofNullable(driver.lastError());
  }

  /** How much it has read, written and committed so far, and how often it began anew. */
  public JobMetrics metrics() {
    return driver.metrics();
  }

  /** Records that lie at the sources behind those read so far, where they know. */
  public OptionalLong lag() {
    return driver.progress().lag();
  }

  /** Records that could not become rows so far. */
  public long rejected() {
    return driver.progress().rejected();
  }

  /**
   * What the job keeps of one key at this moment, with the columns of {@link Stream#emitChanges};
   * all of its values stem from the same rows. The job goes on meanwhile: the call waits for the
   * batch it is at. Empty where no row of the key was read so far.
   *
   * @param state what {@link Stream#named} calls it
   * @param key a value for each key column, null included; none where there are no keys
   * @throws SabotException where the job keeps no such state, the key has not its types, or the job
   *     has ended
   */
  public Optional<Row> lookup(String state, @Nullable Object @Nullable ... key) {
    return lookups.row(state, key);
  }

  /** As {@link #lookup(String, Object...)}, as a record of a class. */
  public <T extends Record> Optional<T> lookup(
      Class<T> type, String state, @Nullable Object @Nullable ... key) {
    return lookups.row(type, state, key);
  }

  /** Completes when the job has ended, with the state in which it did, and all is freed. */
  public CompletionStage<JobState> whenEnded() {
    return driver.ended();
  }

  /**
   * Stops in order: reads no more, brings what was read to the sink, commits, and returns when that
   * is done. A job that ends by itself is waited for.
   *
   * @throws SabotException where the job has failed, now or before
   */
  public void stop() {
    driver.stop();
    await();
  }

  /**
   * Waits for the end. Where the waiting thread is interrupted, the job is cancelled.
   *
   * @throws SabotException where the job has failed, or was cancelled
   */
  public void await() {
    JobState state = ending();
    Throwable failure = driver.error();
    if (failure instanceof SabotException known) {
      throw known;
    }
    if (failure != null) {
      throw Problem.at(name, ErrorCode.INTERNAL)
          .rule("the library must not fail by itself")
          .but("it threw " + failure)
          .cause(failure)
          .cure("this is a fault of the library: report it with the stack trace")
          .run();
    }
    if (state == JobState.CANCELLED) {
      throw cancelled("it was closed");
    }
  }

  private JobState ending() {
    try {
      return driver.ended().toCompletableFuture().get();
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw cancelled("the thread that waited was interrupted");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CancelledException cancelled(String value) {
    return new CancelledException(
        Problem.at(name, ErrorCode.CANCELLED)
            .rule("a job must run until it is waited for")
            .but(value)
            .cure("nothing is lost if that was meant: the next run repeats what was not committed")
            .problem(),
        null);
  }

  /** Gives up at once and returns when all is freed. A job that has ended stays as it is. */
  @Override
  public void close() {
    driver.cancel();
    if (!driver.isWorkingHere()) {
      driver.ended().toCompletableFuture().join();
    }
  }

  @Override
  public String toString() {
    return name + ", " + state();
  }
}
