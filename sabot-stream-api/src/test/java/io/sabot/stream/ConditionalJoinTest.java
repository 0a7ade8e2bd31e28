package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.on;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verbs of joins with a condition, and the columns it needs. */
class ConditionalJoinTest {
  private static final Expression DURING =
      col("at").between(col("from"), col("to")).and(col("note").ne(col("note_right")));

  private final TestAllocator allocator = new TestAllocator();
  private final VectorSchemaRoot orders =
      Tables.table(
              "item:utf8, at:int, note:utf8, rest:int",
              row("a", 1, "x", 0),
              row("a", 5, "x", 0),
              row("b", 2, "x", 0),
              row("c", 3, "x", 0))
          .root(allocator);
  private final VectorSchemaRoot prices =
      Tables.table(
              "id:utf8, from:int, to:int, note:utf8, price:int",
              row("a", 0, 3, "y", 10),
              row("a", 4, 9, "y", 11),
              row("b", 0, 9, "x", 12))
          .root(allocator);
  private final Stream left = stream(orders);
  private final Stream right = stream(prices);

  private Stream stream(VectorSchemaRoot root) {
    return Stream.fromBatches(List.of(root)).with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  @AfterEach
  void nothingIsHeld() {
    orders.close();
    prices.close();
    allocator.close();
  }

  private static void assertRows(Stream stream, Row... rows) {
    Rows.drain(stream.iterator()).unordered().assertEquals(List.of(rows));
  }

  @Test
  void columnsThatOnlyTheConditionNeedsAreRead() {
    var keys = on("item", "id");
    assertRows(
        left.join(right, keys, DURING).select(col("at"), col("price")), row(1, 10), row(5, 11));
    assertRows(
        left.leftJoin(right, keys, DURING).select(col("at"), col("price")),
        row(1, 10),
        row(5, 11),
        row(2, null),
        row(3, null));
    assertRows(
        left.rightJoin(right, keys, DURING).select(col("at"), col("price")),
        row(1, 10),
        row(5, 11),
        row(null, 12));
    assertRows(
        left.fullJoin(right, keys, DURING).select(col("at"), col("price")),
        row(1, 10),
        row(5, 11),
        row(2, null),
        row(3, null),
        row(null, 12));
    assertRows(left.semiJoin(right, keys, DURING).select(col("at")), row(1), row(5));
    assertRows(left.antiJoin(right, keys, DURING).select(col("at")), row(2), row(3));
  }

  @Test
  void explainShowsIt() {
    assertThat(left.join(right, on("item", "id"), col("at").gt(col("from"))).explain())
        .contains("condition=");
  }
}
