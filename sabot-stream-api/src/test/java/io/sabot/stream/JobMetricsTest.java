package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.JobHealth;
import io.sabot.JobMetrics;
import io.sabot.RestartException;
import io.sabot.RowOrder;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the owner of a service sees of a job. */
@Timeout(60)
class JobMetricsTest {
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
  void rowsAndBatchesAreCountedWhereTheyComeInAndGoOut() {
    Instant begun = Instant.now();
    Job job = stream(topic).filter(col("n").gt(1)).to(shelf).commitEvery(NEVER).start();
    assertThat(job.metrics().lastCommit()).isEmpty();
    topic.send(1, 2, 3);
    topic.send(0, 1);
    topic.send(4);
    topic.awaitGiven(6);
    job.stop();
    JobMetrics metrics = job.metrics();
    assertThat(metrics.rowsRead()).isEqualTo(6);
    assertThat(metrics.batchesRead()).isEqualTo(3);
    assertThat(metrics.rowsWritten()).isEqualTo(3);
    assertThat(metrics.batchesWritten()).isBetween(1L, 2L);
    assertThat(metrics.commits()).isEqualTo(1);
    assertThat(metrics.lastCommit().orElseThrow()).isBetween(begun, Instant.now());
    assertThat(metrics.restarts()).isZero();
    assertThat(metrics.rejected()).isZero();
    assertThat(metrics.lag()).isEmpty();
    assertThat(job.health()).isEqualTo(JobHealth.UP);
    assertThat(job.lastError()).isEmpty();
  }

  @Test
  void aJobThatBeginsAnewIsDegradedUntilItHasCommitted() throws Exception {
    shelf.fall(1);
    try (Job job = stream(topic).to(shelf).commitEvery(NEVER).start()) {
      topic.send(1, 2);
      shelf.awaitOpened(2);
      assertThat(job.health()).isEqualTo(JobHealth.DEGRADED);
      assertThat(job.lastError()).containsInstanceOf(RestartException.class);
      // Again, as a source does that had committed nothing.
      topic.send(1, 2);
      topic.awaitGiven(4);
      assertThat(job.health()).isEqualTo(JobHealth.DEGRADED);
      topic.requests().request().toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(job.health()).isEqualTo(JobHealth.UP);
      assertThat(job.lastError()).containsInstanceOf(RestartException.class);
      assertThat(job.error()).isEmpty();
      job.stop();
      JobMetrics metrics = job.metrics();
      assertThat(metrics.restarts()).isEqualTo(1);
      assertThat(metrics.rowsRead()).isEqualTo(4);
      assertThat(metrics.rowsWritten()).isEqualTo(2);
    }
  }

  @Test
  void aJobThatBeginsAnewWithNothingToCommitIsUp() throws Exception {
    topic.tellLag();
    shelf.fall(1);
    try (Job job = stream(topic).to(shelf).commitEvery(NEVER).start()) {
      topic.send(1, 2);
      shelf.awaitOpened(2);
      while (job.lag().isEmpty()) {
        // Nobody reads yet.
        Thread.onSpinWait();
      }
      assertThat(job.lag()).hasValue(0);
      assertThat(job.health()).isEqualTo(JobHealth.UP);
      assertThat(job.metrics().restarts()).isEqualTo(1);
    }
  }

  @Test
  void aJobThatHasFailedIsDownAndKeepsItsCounts() {
    shelf.breakAt(2);
    Job job = stream(topic).to(shelf).commitEvery(Duration.ZERO).start();
    topic.send(1);
    topic.awaitCommitted(1);
    topic.send(2);
    assertThatThrownBy(job::await).isInstanceOf(RunException.class);
    assertThat(job.health()).isEqualTo(JobHealth.DOWN);
    assertThat(job.lastError()).isEqualTo(job.error()).isPresent();
    assertThat(job.metrics().rowsRead()).isEqualTo(2);
    assertThat(job.metrics().rowsWritten()).isEqualTo(1);
    assertThat(job.metrics().commits()).isEqualTo(1);
  }

  @Test
  void aJobThatWasClosedIsDown() {
    Job job = stream(topic).to(shelf).start();
    job.close();
    assertThat(job.health()).isEqualTo(JobHealth.DOWN);
    assertThat(job.lastError()).isEmpty();
  }

  @Test
  void splitsThatSeveralThreadsReadAreCountedOnce() {
    Job job =
        Stream.from(new Splits(20))
            .with(
                RunOptions.DEFAULTS
                    .withAllocator(allocator)
                    .withParallelism(2)
                    .withRowOrder(RowOrder.FREE))
            .filter(col("n").ge(0))
            .to(shelf)
            .start();
    job.await();
    assertThat(job.metrics().rowsRead()).isEqualTo(40);
    assertThat(job.metrics().batchesRead()).isEqualTo(20);
    assertThat(job.metrics().rowsWritten()).isEqualTo(40);
    assertThat(job.metrics().commits()).isEqualTo(1);
  }

  /** A source that ends, of so many splits of two rows each. */
  private record Splits(int count) implements Source {
    @Override
    public String name() {
      return "splits";
    }

    @Override
    public Schema schema() {
      return Tables.schema("n:long");
    }

    @Override
    public Boundedness boundedness() {
      return Boundedness.BOUNDED;
    }

    @Override
    public Readers readers() {
      return Readers.ANY_THREAD;
    }

    @Override
    public List<Split> splits() {
      return IntStream.range(0, count)
          .mapToObj(i -> (Split) context -> new OneBatch(context.allocator()))
          .toList();
    }
  }

  /** Gives two rows. */
  private static final class OneBatch implements SplitReader {
    private final BufferAllocator allocator;
    private boolean given;

    OneBatch(BufferAllocator allocator) {
      this.allocator = allocator;
    }

    @Override
    public Step poll() {
      if (given) {
        return Step.DONE;
      }
      given = true;
      return new Step.Emit(Tables.table("n:long", row(1L), row(2L)).batch(allocator));
    }

    @Override
    public void close() {}
  }
}
