package io.sabot.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.sink.Upstream;
import io.sabot.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Keeps numbers; shows those that are committed. */
final class NumberShelf implements Sink, SinkWriter {
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

  /** Returns when so many runs have come. */
  synchronized void awaitOpened(int runs) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (opened < runs) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      wait(100);
    }
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

  /** Those of the last commit. */
  synchronized List<Object> offsets() {
    return offsets;
  }

  synchronized boolean isAborted() {
    return aborted;
  }

  /** How often it has committed. */
  synchronized int times() {
    return commits;
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
    notifyAll();
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
