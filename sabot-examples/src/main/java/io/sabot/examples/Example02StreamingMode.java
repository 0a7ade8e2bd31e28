package io.sabot.examples;

import static io.sabot.Expressions.col;

import io.sabot.stream.Stream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Streaming mode: a generator never ends, so the stream over it is published until the subscriber
 * cancels; here, after two seconds.
 */
public final class Example02StreamingMode {
  private Example02StreamingMode() {}

  public static void main(String[] arguments) throws InterruptedException {
    long rows = hotReadings(Duration.ofSeconds(2));
    System.out.println(rows + " hot readings in two seconds, then cancelled");
  }

  static long hotReadings(Duration patience) throws InterruptedException {
    Stream hot =
        Stream.fromBatches(Readings.SCHEMA, Readings::batch)
            .filter(col("celsius").gt(30))
            .withColumn("fahrenheit", col("celsius").times(1.8).plus(32));
    Counter counter = new Counter();
    hot.publisher().subscribe(counter);
    if (!counter.ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      counter.subscription.cancel();
    }
    return counter.rows.sum();
  }

  /** Counts rows; asks for the next batch when it has dealt with the last. */
  private static final class Counter implements Flow.Subscriber<VectorSchemaRoot> {
    private final LongAdder rows = new LongAdder();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(VectorSchemaRoot batch) {
      try (batch) {
        rows.add(batch.getRowCount());
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      ended.countDown();
    }

    @Override
    public void onComplete() {
      ended.countDown();
    }
  }
}
