package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.operator.OperatorProperties;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class MapBatchesTest {
  private static final TextTable NUMBERS =
      table("x:int, name:utf8", row(1, "one"), row(null, "two"), row(3, null), row(4, "four"));

  private static OperatorTester tester(String schema, BatchFunction function) {
    return OperatorTester.of(new MapBatches("my function", schema(schema), function))
        .input(NUMBERS);
  }

  private static BigIntVector doubled(VectorSchemaRoot batch) {
    IntVector x = (IntVector) batch.getVector("x");
    BigIntVector twice = new BigIntVector("twice", x.getAllocator());
    try {
      twice.allocateNew(batch.getRowCount());
      for (int i = 0; i < batch.getRowCount(); i++) {
        if (x.isNull(i)) {
          twice.setNull(i);
        } else {
          twice.set(i, 2L * x.get(i));
        }
      }
      twice.setValueCount(batch.getRowCount());
      return twice;
    } catch (RuntimeException failure) {
      twice.close();
      throw failure;
    }
  }

  @Test
  void theBatchItselfMayBeReturned() {
    tester("x:int, name:utf8", batch -> batch)
        .expect(row(1, "one"), row(null, "two"), row(3, null), row(4, "four"))
        .run();
  }

  @Test
  void aNewRootMayShareSomeVectorsOfTheInput() {
    tester(
            "x:int, twice:long",
            batch -> new VectorSchemaRoot(List.of(batch.getVector("x"), doubled(batch))))
        .expect(row(1, 2), row(null, null), row(3, 6), row(4, 8))
        .expectSchema("x:int, twice:long")
        .run();
  }

  @Test
  void addVectorKeepsAllOfTheInput() {
    tester("x:int, name:utf8, twice:long", batch -> batch.addVector(2, doubled(batch)))
        .expect(row(1, "one", 2), row(null, "two", null), row(3, null, 6), row(4, "four", 8))
        .run();
  }

  @Test
  void nullAndEmptyResultsEmitNothing() {
    tester("x:int, name:utf8", batch -> null).expect().run();
    tester(
            "x:int, name:utf8",
            batch -> {
              batch.setRowCount(0);
              return batch;
            })
        .expect()
        .run();
  }

  @Test
  void theFunctionNeverSeesAnEmptyBatch() {
    tester(
            "x:int, name:utf8",
            batch -> {
              assertTrue(batch.getRowCount() > 0);
              return batch;
            })
        .run();
  }

  @Test
  void aResultThatDeviatesFromItsSchemaIsRefused() {
    tester("x:long, name:utf8", batch -> batch)
        .expectFailure(
            ErrorCode.SCHEMA_MISMATCH,
            "my function",
            "\"x\" is Int32 instead of Int64",
            "declare the schema that the batches have")
        .run();
    tester("name:utf8", batch -> batch)
        .expectFailure(ErrorCode.SCHEMA_MISMATCH, "2 columns instead of 1")
        .run();
  }

  @Test
  void vectorsOfTheWrongLengthAreRefused() {
    tester(
            "x:int, name:utf8",
            batch -> {
              List<FieldVector> vectors = batch.getFieldVectors();
              vectors.getFirst().setValueCount(0);
              return new VectorSchemaRoot(batch.getSchema(), vectors, 100);
            })
        .expectFailure(ErrorCode.INVALID_BATCH, "every vector must hold the root's rows")
        .run();
  }

  @Test
  void aFunctionThatThrowsLosesNothing() {
    tester(
            "x:int, name:utf8",
            batch -> {
              try (BigIntVector half = doubled(batch)) {
                throw new IllegalStateException("half way at " + half.getName());
              }
            })
        .expectFailure(ErrorCode.USER_FUNCTION_FAILED, "my function", "half way at twice", "cause")
        .run();
  }

  @Test
  void worksWithoutASourceAndTakesItsInputOver() {
    MapBatches drop = new MapBatches("drop", schema("x:int"), batch -> batch.removeVector(1));
    try (TestAllocator allocator = new TestAllocator()) {
      try (VectorSchemaRoot result = drop.processBatch(NUMBERS.root(allocator))) {
        Rows.assertRows(result, row(1), row(null), row(3), row(4));
      }
      allocator.assertEmpty();
      assertNull(
          new MapBatches("none", schema("x:int"), batch -> null)
              .processBatch(NUMBERS.root(allocator)));
    }
  }

  @Test
  void saysWhatIsDeclaredOfTheFunction() {
    assertEquals(
        OperatorProperties.BATCH_AT_A_TIME,
        new MapBatches("f", schema("x:int"), batch -> batch).properties());
    MapBatches independent =
        new MapBatches("f", schema("x:int"), batch -> batch, OperatorProperties.ROW_INDEPENDENT);
    assertEquals(OperatorProperties.ROW_INDEPENDENT, independent.properties());
    assertEquals("f", independent.toString());
  }
}
