package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class FilterTest {
  private static final TextTable PRICES =
      table(
          "price:int, name:utf8",
          row(5, "a"),
          row(null, "b"),
          row(2, null),
          row(9, "d"),
          row(3, "e"));

  @Test
  void keepsRowsThatAreTrueAndTreatsNullAsFalse() {
    OperatorTester.of(new Filter(col("price").gt(3)))
        .input(PRICES)
        .expect(row(5, "a"), row(9, "d"))
        .expectSchema("price:int, name:utf8")
        .run();
  }

  @Test
  void threeValuedLogic() {
    OperatorTester.of(new Filter(col("price").gt(3).not()))
        .input(PRICES)
        .expect(row(2, null), row(3, "e"))
        .run();
    OperatorTester.of(new Filter(col("price").gt(100).or(col("name").eq("b"))))
        .input(PRICES)
        .expect(row(null, "b"))
        .run();
    OperatorTester.of(new Filter(lit(null))).input(PRICES).expect().run();
  }

  @Test
  void failsWithTheRowThatFails() {
    OperatorTester.of(new Filter(col("price").plus(Integer.MAX_VALUE - 5).gt(0)))
        .input(PRICES)
        .expectFailure(
            ErrorCode.ARITHMETIC,
            "Filter: a result must fit Int32, but 9 + 2147483642 in \"price + 2147483642\" at row",
            "cast an argument to a wider type")
        .run();
  }

  @Test
  void aBatchOfWhichAllRowsAreKeptPassesUntouched() {
    try (TestAllocator allocator = new TestAllocator()) {
      VectorSchemaRoot input = PRICES.root(allocator);
      long address = input.getVector(0).getDataBuffer().memoryAddress();
      try (VectorSchemaRoot output =
          new Filter(col("price").isNull().or(col("price").lt(10))).processBatch(input)) {
        assertThat(output.getRowCount()).isEqualTo(5);
        assertThat(output.getVector(0).getDataBuffer().memoryAddress()).isEqualTo(address);
      }
    }
  }

  @Test
  void everyTypePassesThrough() {
    Seed.next()
        .run(random -> {
          for (String type : RandomBatches.TYPES) {
            TextTable table = RandomBatches.of(random).table("x:" + type + ", keep:bool", 67);
            try (TestAllocator allocator = new TestAllocator();
                VectorSchemaRoot input = table.root(allocator);
                VectorSchemaRoot output =
                    new Filter(col("keep")).processBatch(table.root(allocator))) {
              List<Row> kept =
                  Rows.of(input).list().stream()
                      .filter(r -> Boolean.TRUE.equals(r.get(1)))
                      .toList();
              if (output == null) {
                assertThat(kept).isEmpty();
              } else {
                Rows.of(output).assertEquals(kept);
              }
            }
          }
        });
  }

  @Test
  void refusesPredicatesThatAreNotBoolean() {
    assertThatThrownBy(() ->
            new Filter(col("price").plus(1)).outputSchema(List.of(Tables.schema("price:double"))))
        .hasMessage(
            "Filter: predicate must be boolean, but \"price + 1\" is Float64;"
                + " compare it, e.g. col(\"price\").gt(1)");
  }

  @Test
  void aFunctionSetsBits() {
    OperatorTester.of(new FilterFunction(FilterTest::everySecond))
        .input(PRICES)
        .expect(row(5, "a"), row(2, null), row(3, "e"))
        .dependsOnCuts()
        .run();
  }

  private static BitVector everySecond(VectorSchemaRoot root) {
    BitVector bits = new BitVector("bits", root.getVector(0).getAllocator());
    try {
      bits.allocateNew(root.getRowCount());
      for (int i = 0; i < root.getRowCount(); i++) {
        if (i == 1) {
          bits.setNull(i);
        } else {
          bits.set(i, 1 - i % 2);
        }
      }
      bits.setValueCount(root.getRowCount());
      return bits;
    } catch (Throwable failure) {
      bits.close();
      throw failure;
    }
  }

  @Test
  void aFunctionThatReturnsTheWrongLengthIsAnError() {
    try (TestAllocator allocator = new TestAllocator()) {
      FilterFunction filter =
          new FilterFunction(root -> new BitVector("bits", root.getVector(0).getAllocator()));
      assertThatThrownBy(() -> filter.processBatch(PRICES.root(allocator)))
          .hasMessageContaining(
              "FilterFunction: the predicate must return one bit per row, here 5, but it returned"
                  + " 0; allocate a BitVector of root.getRowCount() values and call setValueCount");
    }
  }

  @Test
  void aFunctionThatReturnsNullIsAnError() {
    OperatorTester.of(new FilterFunction(root -> null))
        .input(PRICES)
        .expectFailure(
            ErrorCode.USER_FUNCTION_FAILED,
            "FilterFunction: the predicate must return one bit per row, here ",
            "but it returned null; allocate a BitVector of root.getRowCount() values")
        .run();
  }

  @Test
  void aFunctionThatThrowsIsAnError() {
    OperatorTester.of(
            new FilterFunction(root -> {
              throw new IllegalStateException("no table of states");
            }))
        .input(PRICES)
        .expectFailure(
            ErrorCode.USER_FUNCTION_FAILED,
            "code given to the library must not throw, but it threw"
                + " java.lang.IllegalStateException: no table of states; mend it where")
        .run();
  }

  @Test
  void aFunctionMayReturnAColumnOfItsInput() {
    TextTable table = table("keep:bool, n:int", row(true, 1), row(null, 2), row(false, 3));
    OperatorTester.of(new FilterFunction(root -> (BitVector) root.getVector("keep")))
        .input(table)
        .expect(row(true, 1))
        .dependsOnCuts()
        .run();
  }

  @Test
  void aFunctionMayReturnBitsWithoutValidity() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot output =
            new FilterFunction(FilterTest::allBitsWithoutValidity)
                .processBatch(PRICES.root(allocator))) {
      assertThat(output.getRowCount()).isEqualTo(5);
    }
  }

  private static BitVector allBitsWithoutValidity(VectorSchemaRoot root) {
    BufferAllocator allocator = root.getVector(0).getAllocator();
    BitVector bits = new BitVector("bits", allocator);
    try (ArrowBuf values = allocator.buffer(8)) {
      values.setByte(0, 0x1F);
      bits.loadFieldBuffers(
          new ArrowFieldNode(root.getRowCount(), 0), List.of(allocator.getEmpty(), values));
    }
    return bits;
  }
}
