package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.source.Sources;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class FlatMapTest {
  private static final TextTable NUMBERS = table("x:int", row(2), row(null), row(0), row(1));

  private static OperatorTester tester(String schema, FlatMapFunction function) {
    return OperatorTester.of(new FlatMap("my function", schema(schema), function)).input(NUMBERS);
  }

  private static VectorSchemaRoot slice(VectorSchemaRoot batch, int row) {
    return batch.slice(row, 1);
  }

  private static VectorSchemaRoot constant(BufferAllocator allocator, int value) {
    IntVector vector = new IntVector("x", allocator);
    try {
      vector.allocateNew(1);
    } catch (RuntimeException failure) {
      vector.close();
      throw failure;
    }
    vector.set(0, value);
    vector.setValueCount(1);
    return VectorSchemaRoot.of(vector);
  }

  @Test
  void anyNumberOfBatchesTakesThePlaceOfOne() {
    tester(
            "x:int",
            batch ->
                IntStream.range(0, 2 * batch.getRowCount())
                    .mapToObj(i -> slice(batch, i / 2))
                    .iterator())
        .expect(row(2), row(2), row(null), row(null), row(0), row(0), row(1), row(1))
        .run();
  }

  @Test
  void noBatchesGiveNoRows() {
    tester("x:int", batch -> Collections.emptyIterator()).expect().run();
  }

  @Test
  void nullAndEmptyResultsEmitNothing() {
    tester("x:int", batch -> null).expect().run();
    tester(
            "x:int",
            batch ->
                IntStream.range(0, 3)
                    .mapToObj(i -> i == 0 ? null : batch.slice(0, i == 1 ? 0 : batch.getRowCount()))
                    .iterator())
        .expect(row(2), row(null), row(0), row(1))
        .run();
  }

  @Test
  void resultsMayBeTheBatchOrShareItsVectors() {
    tester(
            "x:int",
            batch ->
                IntStream.range(0, 2)
                    .mapToObj(i -> i == 0 ? batch : new VectorSchemaRoot(batch.getFieldVectors()))
                    .iterator())
        .dependsOnCuts()
        .expect(row(2), row(null), row(0), row(1), row(2), row(null), row(0), row(1))
        .run();
  }

  @Test
  void aResultOfAnotherSchemaIsRefused() {
    tester("x:long", batch -> List.of(batch).iterator())
        .expectFailure(
            ErrorCode.SCHEMA_MISMATCH, "my function", "declare the schema that the batches have")
        .run();
  }

  @Test
  void aFunctionThatThrowsHalfWayLosesNothing() {
    tester(
            "x:int",
            batch ->
                IntStream.range(0, 3)
                    .mapToObj(i -> {
                      if (i == 2) {
                        throw new IllegalStateException("the third");
                      }
                      return slice(batch, 0);
                    })
                    .iterator())
        .expectFailure(ErrorCode.USER_FUNCTION_FAILED, "my function", "the third")
        .run();
    tester(
            "x:int",
            batch -> {
              throw new IllegalStateException("at once");
            })
        .expectFailure(ErrorCode.USER_FUNCTION_FAILED, "my function", "at once")
        .run();
  }

  /** Counts up without end, and whether it was closed. */
  private static final class Endless implements Iterator<VectorSchemaRoot>, AutoCloseable {
    private final BufferAllocator allocator;
    private final AtomicInteger closed;
    private int next;

    Endless(BufferAllocator allocator, AtomicInteger closed) {
      this.allocator = allocator;
      this.closed = closed;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public VectorSchemaRoot next() {
      if (next == Integer.MAX_VALUE) {
        throw new NoSuchElementException();
      }
      return constant(allocator, next++);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void resultsArePulledOneAtATimeAndTheIteratorIsClosed() {
    AtomicInteger closed = new AtomicInteger();
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot input = NUMBERS.root(allocator)) {
      FlatMap endless =
          new FlatMap(
              "endless",
              schema("x:int"),
              batch -> new Endless(batch.getVector(0).getAllocator(), closed));
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      long before = allocator.getAllocatedMemory();
      try (BatchIterator batches = endless.iterator(options, Sources.batches(List.of(input)))) {
        for (int i = 0; i < 1000; i++) {
          try (VectorSchemaRoot batch = batches.next()) {
            assertEquals(i, ((IntVector) batch.getVector(0)).get(0));
          }
          assertTrue(allocator.getAllocatedMemory() - before < 4096);
        }
        assertEquals(0, closed.get());
      }
      assertEquals(1, closed.get());
    }
  }
}
