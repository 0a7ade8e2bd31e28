package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.CancelledException;
import io.sabot.JobState;
import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.source.Source;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final LeakCheck leaks = LeakCheck.begin();
  private final TestAllocator allocator = new TestAllocator();
  private final NumberTopic topic = new NumberTopic(Source.Boundedness.UNBOUNDED);
  private final NumberShelf shelf = new NumberShelf();

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private Stream stream(Source source) {
    return Stream.from(source).with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  @Test
  void sourcesCommitWhatTheSinkHasCommitted() {
    try (Job job = stream(topic).to(shelf).commitEvery(Duration.ZERO).start()) {
      topic.send(1, 2, 3);
      topic.awaitCommitted(3);
      assertThat(shelf.committed()).containsExactly(1L, 2L, 3L);
      topic.send(4);
      topic.awaitCommitted(4);
      assertThat(shelf.committed()).containsExactly(1L, 2L, 3L, 4L);
      assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }
  }

  @Test
  void stoppingBringsWhatWasReadToTheSinkAndCommits() {
    Job job = stream(topic).filter(col("n").gt(1)).to(shelf).commitEvery(NEVER).start();
    topic.send(1, 2, 3);
    topic.awaitGiven(3);
    job.stop();
    assertThat(job.state()).isEqualTo(JobState.STOPPED);
    assertThat(shelf.committed()).containsExactly(2L, 3L);
    assertThat(topic.committed()).isEqualTo(3);
    job.stop();
    job.close();
    assertThat(job.state()).isEqualTo(JobState.STOPPED);
    assertThat(job.error()).isEmpty();
  }

  @Test
  void aReaderMayAskForACommitBeforeItsTime() throws Exception {
    Job job = stream(topic).to(shelf).commitEvery(NEVER).start();
    topic.send(1, 2);
    topic.awaitGiven(2);
    topic.requests().request().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(topic.committed()).isEqualTo(2);
    assertThat(shelf.committed()).containsExactly(1L, 2L);
    job.stop();
    assertThat(topic.requests().request())
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("the next run repeats what was not committed");
  }

  @Test
  void aSinkThatCommitsOffsetsDoesSoInPlaceOfTheReaders() {
    shelf.accepting(topic);
    try (Job job = stream(topic).to(shelf).commitEvery(Duration.ZERO).start()) {
      topic.send(1, 2, 3);
      topic.awaitCommitted(3);
      assertThat(shelf.committed()).containsExactly(1L, 2L, 3L);
      assertThat(shelf.offsets()).isEqualTo(List.of(3L));
      job.stop();
    }
    assertThatThrownBy(() -> stream(new NumberTopic(Source.Boundedness.UNBOUNDED)).to(shelf))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("read the topic that the shelf knows")
        .hasMessageContaining("JobTest");
  }

  @Test
  void aJobWhoseRunIsVoidBeginsAnewAndGoesOn() {
    shelf.fall(1);
    try (Job job = stream(topic).to(shelf).commitEvery(Duration.ZERO).start()) {
      topic.send(1, 2);
      topic.awaitGiven(2);
      // Again, as a source does that had committed nothing.
      topic.send(1, 2);
      topic.awaitCommitted(2);
      assertThat(shelf.committed()).containsExactly(1L, 2L);
      assertThat(shelf.isAborted()).isTrue();
      assertThat(shelf.opened()).isEqualTo(2);
      assertThat(job.state()).isEqualTo(JobState.RUNNING);
      job.stop();
    }
  }

  @Test
  void aJobThatBeginsAnewInVainFails() {
    shelf.fall(Integer.MAX_VALUE);
    for (int i = 0; i < 20; i++) {
      topic.send(i);
    }
    Job job = stream(topic).to(shelf).start();
    assertThatThrownBy(job::await)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("a job that begins anew must come to a commit")
        .hasStackTraceContaining("the shelf must stand, but it fell; the run begins anew");
    assertThat(shelf.opened()).isEqualTo(11);
    assertThat(topic.committed()).isZero();
  }

  @Test
  void rowsThatAFilterDropsAreCommittedToo() {
    try (Job job =
        stream(topic).filter(col("n").gt(5)).to(shelf).commitEvery(Duration.ZERO).start()) {
      topic.send(1, 2, 3);
      topic.awaitCommitted(3);
      assertThat(shelf.committed()).isEmpty();
      assertThat(job.rejected()).isZero();
      assertThat(job.lag()).isEmpty();
    }
  }

  @Test
  void theIntervalBringsACommitWhereNothingMoreComes() {
    try (Job job = stream(topic).to(shelf).commitEvery(Duration.ofMillis(20)).start()) {
      topic.send(1);
      topic.awaitCommitted(1);
      assertThat(shelf.committed()).containsExactly(1L);
      assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }
  }

  @Test
  void closingCommitsNothingMore() {
    Job job = stream(topic).to(shelf).commitEvery(NEVER).start();
    topic.send(1, 2);
    topic.awaitGiven(2);
    job.close();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(topic.committed()).isZero();
    assertThat(shelf.committed()).isEmpty();
    assertThatThrownBy(job::await)
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("the next run repeats what was not committed");
  }

  /** What the sink holds then is freed by the thread that writes it, and the run behind it. */
  @Test
  void closingWhileTheSinkWritesFreesNothingUnderIt() throws Exception {
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    shelf.hold(writes, stopped);
    Job job = stream(topic).to(shelf).commitEvery(NEVER).start();
    topic.send(1, 2);
    writes.await();
    job.close();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(stopped.getCount()).isZero();
  }

  @Test
  void aSinkThatFailsEndsTheJobBeforeAnyCommit() {
    shelf.breakAt(2);
    Job job = stream(topic).to(shelf).commitEvery(Duration.ZERO).start();
    topic.send(1);
    topic.awaitCommitted(1);
    topic.send(2);
    assertThatThrownBy(job::await)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("shelf: the sink must take every batch")
        .hasMessageContaining("mend the sink");
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.error()).isPresent();
    assertThat(topic.committed()).isEqualTo(1);
    assertThat(shelf.isAborted()).isTrue();
  }

  @Test
  void aStreamThatEndsCommitsAtItsEnd() {
    NumberTopic finite = new NumberTopic(Source.Boundedness.BOUNDED);
    finite.send(1, 2, 3);
    finite.end();
    Job job = stream(finite).to(shelf).commitEvery(Duration.ZERO).start();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.FINISHED);
    assertThat(shelf.committed()).containsExactly(1L, 2L, 3L);
    assertThat(shelf.times()).isEqualTo(1);
    assertThat(finite.committed()).isEqualTo(3);
  }

  @Test
  void aLimitEndsTheJobAndCommitsWhatWasRead() {
    topic.send(1, 2, 3);
    stream(topic).limit(2).to(shelf).start().await();
    assertThat(shelf.committed()).containsExactly(1L, 2L);
    assertThat(topic.committed()).isPositive();
  }

  @Test
  void aBarrierPassesAJoinWithATableAndAUnion() {
    NumberTopic other = new NumberTopic(Source.Boundedness.UNBOUNDED);
    NumberTopic table = new NumberTopic(Source.Boundedness.BOUNDED);
    table.send(1, 2, 3, 4);
    table.end();
    try (Job job =
        stream(topic)
            .union(Stream.from(other))
            .join(Stream.from(table), on("n", "n"))
            .to(shelf)
            .commitEvery(Duration.ZERO)
            .start()) {
      topic.send(1, 2);
      other.send(3, 4, 5);
      topic.awaitCommitted(2);
      other.awaitCommitted(3);
      assertThat(shelf.committed()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
      job.stop();
    }
    assertThat(table.committed()).isZero();
  }

  @Test
  void theExecutorOfTheCallerRunsIt() throws Exception {
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Job job =
          stream(topic)
              .with(RunOptions.DEFAULTS.withAllocator(allocator).withExecutor(executor))
              .to(shelf)
              .commitEvery(Duration.ZERO)
              .start();
      topic.send(1);
      topic.awaitCommitted(1);
      // Its thread is free while there is nothing to do.
      assertThat(executor.submit(() -> 5).get(10, TimeUnit.SECONDS)).isEqualTo(5);
      job.stop();
    }
  }

  @Test
  void interruptingTheWaitingThreadCancels() throws Exception {
    Job job = stream(topic).to(shelf).start();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch waits = new CountDownLatch(1);
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              waits.countDown();
              try {
                job.await();
              } catch (RuntimeException failure) {
                thrown.set(failure);
              }
            });
    waits.await();
    waiting.interrupt();
    waiting.join();
    assertThat(thrown.get()).isInstanceOf(CancelledException.class);
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void anEndlessStreamNeedsASinkThatCommitsAgainAndAgain(@TempDir Path folder) {
    assertThatThrownBy(() ->
            stream(topic)
                .to(
                    new io.sabot.stream.internal.ipc.ArrowFileSink(
                        folder.resolve("numbers.arrow"))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("the stream never ends")
        .hasMessageContaining("choose a sink that commits again and again");
    assertThatThrownBy(() -> stream(topic).to(shelf).commitEvery(Duration.ofDays(-1)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("Duration.ofSeconds(1)");
  }
}
