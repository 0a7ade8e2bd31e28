package io.sabot.benchmarks;

import io.sabot.batch.Memory;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Consumes streams: counts rows, adds up one column of the answer, touches every page of the
 * others, and holds the result against the expected answer.
 */
final class Consume {
  private static final int PAGE = 4096;

  private Consume() {}

  /** What must come out: so many rows, and a numeric column that adds up to this. */
  record Answer(long rows, String column, double sum) {}

  static void pulled(Stream stream, Answer expected) {
    Tally tally = new Tally(expected.column());
    try (BatchIterator batches = stream.iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          tally.add(batch);
        }
      }
    }
    tally.check(expected);
  }

  /** As a subscriber that asks for one more batch whenever it has dealt with one. */
  static void published(Stream stream, Answer expected) {
    Subscriber subscriber = new Subscriber(expected.column());
    stream.publisher().subscribe(subscriber);
    subscriber.ended.join();
    subscriber.tally.check(expected);
  }

  private static final class Tally {
    private final String column;
    private long rows;
    private double sum;
    private long touched;

    Tally(String column) {
      this.column = column;
    }

    void add(VectorSchemaRoot batch) {
      rows += batch.getRowCount();
      for (FieldVector vector : batch.getFieldVectors()) {
        if (vector.getName().equals(column)) {
          sum += sum(vector, batch.getRowCount());
        } else {
          touched += touch(vector);
        }
      }
    }

    void check(Answer expected) {
      boolean equal = Math.abs(sum - expected.sum()) <= 1e-9 * Math.abs(expected.sum());
      if (rows != expected.rows() || !equal || touched == Long.MIN_VALUE) {
        throw new AssertionError(
            "expected %s, but there are %d rows and a sum of %s".formatted(expected, rows, sum));
      }
    }
  }

  private static double sum(FieldVector vector, int rows) {
    return switch (vector) {
      case BigIntVector longs -> sum(longs, rows);
      case Float8Vector doubles -> sum(doubles, rows);
      default -> throw new IllegalArgumentException("not a number: " + vector.getField());
    };
  }

  private static double sum(BigIntVector longs, int rows) {
    long sum = 0;
    MemorySegment values = segment(longs);
    for (int row = 0; row < rows; row++) {
      sum += values.get(ValueLayout.JAVA_LONG_UNALIGNED, row * 8L);
    }
    return sum;
  }

  private static double sum(Float8Vector doubles, int rows) {
    double even = 0;
    double odd = 0;
    MemorySegment values = segment(doubles);
    for (int row = 0; row + 1 < rows; row += 2) {
      even += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, row * 8L);
      odd += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, row * 8L + 8);
    }
    return even + odd + (rows % 2 == 1 ? doubles.get(rows - 1) : 0);
  }

  private static MemorySegment segment(FieldVector vector) {
    return Memory.segment(vector.getDataBuffer());
  }

  private static long touch(FieldVector vector) {
    long sum = 0;
    for (ArrowBuf buffer : vector.getBuffers(false)) {
      for (long at = 0; at < buffer.capacity(); at += PAGE) {
        sum += buffer.getByte(at);
      }
    }
    return sum;
  }

  private static final class Subscriber implements Flow.Subscriber<VectorSchemaRoot> {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Tally tally;
    private Flow.Subscription subscription;

    Subscriber(String column) {
      tally = new Tally(column);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(4);
    }

    @Override
    public void onNext(VectorSchemaRoot batch) {
      try (batch) {
        tally.add(batch);
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
