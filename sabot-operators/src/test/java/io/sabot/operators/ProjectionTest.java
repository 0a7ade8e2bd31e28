package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.testkit.Member;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class ProjectionTest {
  private static final TextTable SALES =
      table("price:int, qty:long", row(5, 2L), row(null, 3L), row(7, null));

  @Test
  void selectsReordersAndRenames() {
    OperatorTester.of(
            new Select(
                List.of(
                    col("qty"), col("price").as("p"), col("price").times(col("qty")).as("sum"))))
        .input(SALES)
        .expect(row(2L, 5, 10L), row(3L, null, null), row(null, 7, null))
        .expectSchema("qty:long, p:int, sum:long")
        .run();
  }

  @Test
  void replacesAndAppends() {
    OperatorTester.of(
            new WithColumns(List.of(col("price").plus(1).as("price"), lit("x").as("tag"))))
        .input(SALES)
        .expect(row(6, 2L, "x"), row(null, 3L, "x"), row(8, null, "x"))
        .expectSchema("price:int, qty:long, tag:utf8")
        .run();
  }

  @Test
  void failuresNameExpressionRowAndValue() {
    OperatorTester.of(new WithColumns(List.of(col("qty").intDiv(col("price").minus(5)).as("q"))))
        .input(SALES)
        .expectFailure(
            ErrorCode.ARITHMETIC,
            "WithColumns: a divisor must differ from 0, but 2 // 0 in \"qty // ",
            "keep zeros out")
        .run();
  }

  @Test
  void everyTypePassesWithItsMemory() {
    Seed.next()
        .run(random -> {
          for (String type : RandomBatches.TYPES) {
            if (!type.startsWith("dictionary")) {
              passes(RandomBatches.of(random).table("x:" + type + ", y:int", 67));
            }
          }
        });
  }

  private static void passes(TextTable table) {
    try (TestAllocator allocator = new TestAllocator()) {
      VectorSchemaRoot input = table.root(allocator);
      Rows rows = Rows.of(input);
      List<Long> addresses = addresses(input.getVector(0));
      VectorSchemaRoot wide =
          new WithColumns(List.of(col("x").isNull().as("z"))).processBatch(input);
      assertThat(addresses(wide.getVector(0))).isEqualTo(addresses);
      for (int i = 0; i < rows.size(); i++) {
        Object value = rows.list().get(i).get(0);
        boolean isNull = value == null || value instanceof Member m && m.value() == null;
        assertThat(Rows.of(wide).list().get(i).get(2)).as("%s", table.schema()).isEqualTo(isNull);
      }
      try (VectorSchemaRoot moved =
          new Select(List.of(col("y"), col("x").as("x2"))).processBatch(wide)) {
        assertThat(addresses(moved.getVector(1))).isEqualTo(addresses);
        assertThat(moved.getVector(1).getField().getType().getTypeID())
            .isEqualTo(table.schema().getFields().getFirst().getType().getTypeID());
      }
    }
  }

  private static List<Long> addresses(FieldVector vector) {
    List<Long> all =
        new java.util.ArrayList<>(
            vector.getFieldBuffers().stream()
                .filter(buffer -> buffer.capacity() > 0)
                .map(ArrowBuf::memoryAddress)
                .toList());
    vector.getChildrenFromFields().forEach(child -> all.addAll(addresses(child)));
    return all;
  }

  @Test
  void refusesUnknownAndDuplicateNames() {
    assertThatThrownBy(
            () -> new Select(List.of(col("prise"))).outputSchema(List.of(SALES.schema())))
        .hasMessage(
            "Select: every column must exist, but \"prise\" does not;"
                + " did you mean \"price\"? columns are: price, qty");
    assertThatThrownBy(() ->
            new Select(List.of(col("price"), col("qty").as("price")))
                .outputSchema(List.of(SALES.schema())))
        .hasMessage(
            "Select: every column needs a name of its own, but \"price\" occurs twice;"
                + " rename one, e.g. with as(\"price_2\")");
    assertThat(new WithColumns(List.of()).outputSchema(List.of(Tables.schema("a:int"))).toString())
        .contains("a:");
  }
}
