package io.sabot.benchmarks;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Consumes streams: counts rows and touches every page of every buffer of every column. */
final class Consume {
  private static final int PAGE = 4096;

  private Consume() {}

  static void pulled(Stream stream, long expectedRows) {
    long rows = 0;
    long touched = 0;
    try (BatchIterator batches = stream.iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          rows += batch.getRowCount();
          touched += touch(batch);
        }
      }
    }
    check(rows, expectedRows, touched);
  }

  /** As a subscriber that asks for one more batch whenever it has dealt with one. */
  static void published(Stream stream, long expectedRows) {
    Subscriber subscriber = new Subscriber();
    stream.publisher().subscribe(subscriber);
    subscriber.ended.join();
    check(subscriber.rows, expectedRows, subscriber.touched);
  }

  static void check(long rows, long expected, long touched) {
    if (rows != expected || touched == Long.MIN_VALUE) {
      throw new AssertionError("expected " + expected + " rows, but there are " + rows);
    }
  }

  private static long touch(VectorSchemaRoot batch) {
    long sum = 0;
    for (FieldVector vector : batch.getFieldVectors()) {
      for (ArrowBuf buffer : vector.getBuffers(false)) {
        for (long at = 0; at < buffer.capacity(); at += PAGE) {
          sum += buffer.getByte(at);
        }
      }
    }
    return sum;
  }

  private static final class Subscriber implements Flow.Subscriber<VectorSchemaRoot> {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long rows;
    private long touched;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(4);
    }

    @Override
    public void onNext(VectorSchemaRoot batch) {
      try (batch) {
        rows += batch.getRowCount();
        touched += touch(batch);
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      ended.complete(null);
    }
  }
}
