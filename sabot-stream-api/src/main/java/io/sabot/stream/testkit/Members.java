package io.sabot.stream.testkit;

import io.sabot.JobState;
import io.sabot.stream.Job;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that share a topic.
 *
 * @param other null where there is only one
 */
record Members(Job first, @Nullable Job other) implements AutoCloseable {
  private List<Job> all() {
    return Stream.of(first, other).filter(java.util.Objects::nonNull).toList();
  }

  CompletableFuture<?> whenOneEnded() {
    return CompletableFuture.anyOf(
        all().stream()
            .map(job -> job.whenEnded().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Throws what one has failed with. */
  void requireNoFailure() {
    for (Job job : all()) {
      if (job.state() == JobState.FAILED) {
        job.await();
      }
    }
  }

  /** Waits until the first has failed, and asserts that it did so as its sink wanted. */
  void requireCrash() {
    JobState state = first.whenEnded().toCompletableFuture().join();
    Throwable failure = first.error().orElse(null);
    if (state != JobState.FAILED
        || failure == null
        || !(failure.getCause() instanceof CrashingSink.Crash)) {
      throw new AssertionError("the job must fail as its sink does, but it is " + state, failure);
    }
  }

  void stop() {
    all().forEach(Job::stop);
  }

  void closeOther() {
    if (other != null) {
      other.close();
    }
  }

  @Override
  public void close() {
    try {
      first.close();
    } finally {
      closeOther();
    }
  }
}
