package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.operators.Select;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lies under a null may be anything: it is neither followed nor checked. */
@Tag("contract")
class NullSlotsTest {
  private static final String LONG_TEXT = "longer than twelve bytes";

  /** Evaluates over a table whose slots of column {@code a} under nulls hold garbage. */
  private static List<Object> values(Expression expression, TextTable table, int width) {
    try (TestAllocator allocator = new TestAllocator()) {
      VectorSchemaRoot root = table.root(allocator);
      ArrowBuf data = root.getVector("a").getDataBuffer();
      for (int row = 0; row < root.getRowCount(); row++) {
        for (int at = 0; at < width && root.getVector("a").isNull(row); at++) {
          data.setByte((long) row * width + at, 0x7F);
        }
      }
      try (VectorSchemaRoot output =
          new Select(List.of(expression.as("result"))).processBatch(root)) {
        return new ArrayList<>(Rows.of(output).column("result"));
      }
    }
  }

  private static List<Object> list(Object... values) {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value);
    }
    return list;
  }

  @Test
  void viewsUnderNullsAreNotFollowed() {
    TextTable t =
        table(
            "a:utf8_view, b:utf8", row(LONG_TEXT, LONG_TEXT), row(null, LONG_TEXT), row("7", "x"));
    assertThat(values(col("a").eq(col("b")), t, 16)).isEqualTo(list(true, null, false));
    assertThat(values(col("a").ge(col("b")), t, 16)).isEqualTo(list(true, null, false));
    assertThat(values(col("a").ne(LONG_TEXT), t, 16)).isEqualTo(list(false, null, true));
    assertThat(values(col("a").isIn("7", LONG_TEXT, "z"), t, 16)).isEqualTo(list(true, null, true));
    Object[] many = {"1", "2", "3", "4", "5", "6", "7", "8", LONG_TEXT};
    assertThat(values(col("a").isIn(many), t, 16)).isEqualTo(list(true, null, true));
    assertThat(values(col("a").cast(ArrowType.Utf8.INSTANCE), t, 16))
        .isEqualTo(list(LONG_TEXT, null, "7"));
    assertThat(values(col("a").tryCast(Types.INT64), t, 16)).isEqualTo(list(null, null, 7L));
    assertThat(values(coalesce(col("a"), col("b")), t, 16))
        .isEqualTo(list(LONG_TEXT, LONG_TEXT, "7"));
  }

  @Test
  void valuesUnderNullsCannotFail() {
    TextTable t = table("a:int", row(1), row((Object) null));
    assertThat(values(col("a").plus(1).intDiv(1), t, 4)).isEqualTo(list(2L, null));
    assertThat(values(col("a").cast(new ArrowType.Int(8, true)), t, 4)).isEqualTo(list(1L, null));
    TextTable seconds = table("a:timestamp(s)", row(0L), row((Object) null));
    ArrowType paris = new ArrowType.Timestamp(TimeUnit.SECOND, "Europe/Paris");
    Expression text = col("a").cast(paris).cast(ArrowType.Utf8.INSTANCE);
    assertThat(values(text, seconds, 8)).isEqualTo(list("1970-01-01 00:00:00+01:00", null));
    TextTable decimals =
        table("a:decimal(5,1)", row(new java.math.BigDecimal("1.5")), row((Object) null));
    assertThat(values(col("a").plus(1), decimals, 16))
        .isEqualTo(list(new java.math.BigDecimal("2.5"), null));
  }
}
