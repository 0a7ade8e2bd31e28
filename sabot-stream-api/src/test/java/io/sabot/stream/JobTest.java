package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.JobState;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.sink.Upstream;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {
  private static final Schema NUMBERS = Tables.schema("n:long");
  private static final Duration NEVER = Duration.ofDays(1);

  private final LeakCheck leaks = LeakCheck.begin();
  private final TestAllocator allocator = new TestAllocator();
  private final Topic topic = new Topic(Source.Boundedness.UNBOUNDED);
  private final Shelf shelf = new Shelf();

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
    topic.requests.request().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(topic.committed()).isEqualTo(2);
    assertThat(shelf.committed()).containsExactly(1L, 2L);
    job.stop();
    assertThat(topic.requests.request())
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
      assertThat(shelf.offsets).isEqualTo(List.of(3L));
      job.stop();
    }
    assertThatThrownBy(() -> stream(new Topic(Source.Boundedness.UNBOUNDED)).to(shelf))
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
      assertThat(shelf.aborted).isTrue();
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
    assertThat(shelf.aborted).isTrue();
  }

  @Test
  void aStreamThatEndsCommitsAtItsEnd() {
    Topic finite = new Topic(Source.Boundedness.BOUNDED);
    finite.send(1, 2, 3);
    finite.end();
    Job job = stream(finite).to(shelf).commitEvery(Duration.ZERO).start();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.FINISHED);
    assertThat(shelf.committed()).containsExactly(1L, 2L, 3L);
    assertThat(shelf.commits).isEqualTo(1);
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
    Topic other = new Topic(Source.Boundedness.UNBOUNDED);
    Topic table = new Topic(Source.Boundedness.BOUNDED);
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
  void whatALimitHasReadIsCommittedWhileOthersGoOn() {
    Topic other = new Topic(Source.Boundedness.UNBOUNDED);
    topic.send(1, 2);
    try (Job job =
        stream(topic)
            .limit(1)
            .union(Stream.from(other))
            .to(shelf)
            .commitEvery(Duration.ZERO)
            .start()) {
      topic.awaitCommitted(2);
      other.send(3);
      other.awaitCommitted(1);
      assertThat(shelf.committed()).containsExactly(1L, 3L);
      job.stop();
    }
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

  /** Numbers that a test sends; keeps its place as a broker would. */
  private final class Topic implements Source {
    private final Boundedness boundedness;
    private final ArrayDeque<long[]> sent = new ArrayDeque<>();
    private final TreeMap<Long, Long> marks = new TreeMap<>();
    private CompletableFuture<Void> news = new CompletableFuture<>();
    private volatile CommitRequests requests = CommitRequests.NONE;
    private boolean ended;
    private long given;
    private long committed;

    Topic(Boundedness boundedness) {
      this.boundedness = boundedness;
    }

    synchronized void send(long... numbers) {
      sent.add(numbers);
      news.complete(null);
    }

    synchronized void end() {
      ended = true;
      news.complete(null);
    }

    synchronized long committed() {
      return committed;
    }

    void awaitCommitted(long count) {
      await(count, () -> committed);
    }

    void awaitGiven(long count) {
      await(count, () -> given);
    }

    private synchronized void await(long count, java.util.function.LongSupplier value) {
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (value.getAsLong() < count) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("expected " + count + " but was " + value.getAsLong());
        }
        try {
          wait(left);
        } catch (InterruptedException interrupted) {
          throw new AssertionError(interrupted);
        }
      }
    }

    @Override
    public String name() {
      return "topic";
    }

    @Override
    public Schema schema() {
      return NUMBERS;
    }

    @Override
    public Boundedness boundedness() {
      return boundedness;
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
    public List<Split> splits() {
      return List.of(Reader::new);
    }

    private final class Reader implements SplitReader {
      private final BufferAllocator buffers;

      Reader(RunContext context) {
        this.buffers = context.allocator();
        requests = context.commits();
      }

      @Override
      public Step poll() {
        synchronized (Topic.this) {
          long[] numbers = sent.poll();
          if (numbers == null) {
            news = news.isDone() && !ended ? new CompletableFuture<>() : news;
            return ended ? Step.DONE : new Step.Blocked(news);
          }
          given += numbers.length;
          Topic.this.notifyAll();
          return new Step.Emit(batch(numbers));
        }
      }

      private Batch batch(long[] numbers) {
        VectorSchemaRoot root = VectorSchemaRoot.create(NUMBERS, buffers);
        BigIntVector vector = (BigIntVector) root.getVector(0);
        for (int i = 0; i < numbers.length; i++) {
          vector.setSafe(i, numbers[i]);
        }
        root.setRowCount(numbers.length);
        return Doors.own(root);
      }

      @Override
      public boolean commits() {
        return true;
      }

      @Override
      public void mark(long id) {
        synchronized (Topic.this) {
          marks.put(id, given);
        }
      }

      @Override
      public Set<Integer> commit(long id, Map<Integer, String> notes) {
        committed(id);
        return Set.of();
      }

      @Override
      public Object offsets(long id, Map<Integer, String> notes) {
        synchronized (Topic.this) {
          return marks.get(id);
        }
      }

      @Override
      public void committed(long id) {
        synchronized (Topic.this) {
          committed = marks.get(id);
          Topic.this.notifyAll();
        }
      }

      @Override
      public void close() {}
    }
  }

  /** Keeps numbers; shows those that are committed. */
  private static final class Shelf implements Sink, SinkWriter {
    private final List<Long> written = new ArrayList<>();
    private final List<Long> shown = new ArrayList<>();
    private long bad = Long.MIN_VALUE;
    private CountDownLatch writes = new CountDownLatch(0);
    private CountDownLatch stopped = new CountDownLatch(0);
    private int voids;
    private int commits;
    private int opened;
    private boolean aborted;
    private @Nullable Source known;
    private List<Object> offsets = List.of();

    /** Commits the offsets of this source, and of no other. */
    void accepting(Source source) {
      known = source;
    }

    @Override
    public boolean commitsOffsets() {
      return known != null;
    }

    @Override
    public Sink within(Upstream upstream) {
      if (known != null && !upstream.sources().equals(List.of(known))) {
        throw Problem.at("shelf", ErrorCode.INVALID_ARGUMENT)
            .rule("the shelf commits the place of one topic")
            .but("this is another")
            .cure("read the topic that the shelf knows")
            .plan();
      }
      return this;
    }

    @Override
    public synchronized void commit(long id, List<Object> places) {
      offsets = places;
      commit(id);
    }

    /** The next writes void the run. */
    synchronized void fall(int times) {
      voids = times;
    }

    synchronized int opened() {
      return opened;
    }

    synchronized void breakAt(long number) {
      bad = number;
    }

    /** The next write says that it has begun, and waits until it is stopped. */
    void hold(CountDownLatch begun, CountDownLatch end) {
      writes = begun;
      stopped = end;
    }

    @Override
    public void stop() {
      stopped.countDown();
    }

    synchronized List<Long> committed() {
      return List.copyOf(shown);
    }

    @Override
    public String name() {
      return "shelf";
    }

    @Override
    public Commits commits() {
      return Commits.REPEATED;
    }

    @Override
    public synchronized SinkWriter open(Schema schema, RunContext context) {
      opened++;
      return this;
    }

    @Override
    public synchronized void write(Batch batch) {
      writes.countDown();
      try {
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      try (VectorSchemaRoot root =
          Doors.toRoot(batch, batch.column(0).buffer(1).getReferenceManager().getAllocator())) {
        BigIntVector vector = (BigIntVector) root.getVector(0);
        LongStream.range(0, root.getRowCount()).map(i -> vector.get((int) i)).forEach(written::add);
      }
      if (written.contains(bad)) {
        throw new IllegalStateException("no room");
      }
      if (voids > 0) {
        voids--;
        throw Problem.at("shelf", ErrorCode.SINK_FAILED)
            .rule("the shelf must stand")
            .but("it fell")
            .cure("the run begins anew")
            .restart();
      }
    }

    @Override
    public synchronized void prepare(long id) {}

    @Override
    public synchronized void commit(long id) {
      commits++;
      shown.addAll(written);
      written.clear();
    }

    @Override
    public synchronized void abort() {
      aborted = true;
      written.clear();
    }

    @Override
    public void close() {}
  }
}
