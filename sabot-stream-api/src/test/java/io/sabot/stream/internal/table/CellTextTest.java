package io.sabot.stream.internal.table;

import static io.sabot.testkit.Tables.member;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class CellTextTest {
  static final List<String> TYPES = RandomBatches.TYPES;

  private static String print(String schema, int limit, Row... rows) {
    StringBuilder text = new StringBuilder();
    TextTable table = table(schema, rows);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = table.root(allocator)) {
      TablePrinter printer = new TablePrinter(root.getSchema(), limit).withTypes();
      printer.add(root);
      printer.print(text);
    }
    return text.toString();
  }

  private static String cell(String type, Object value) {
    String[] lines = print("c:" + type, 9, row(value)).split("\n");
    return lines[3].strip();
  }

  @Test
  void datesAndTimes() {
    assertThat(cell("date", LocalDate.of(1969, 12, 31))).isEqualTo("1969-12-31");
    assertThat(cell("time(us)", LocalTime.of(1, 2, 3, 4000))).isEqualTo("01:02:03.000004");
    assertThat(cell("timestamp(ms)", LocalDateTime.of(2024, 2, 29, 1, 2)))
        .isEqualTo("2024-02-29T01:02:00");
    assertThat(cell("timestamp(s, UTC)", Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z[UTC]");
    assertThat(cell("timestamp(ms, Europe/Paris)", Instant.EPOCH))
        .isEqualTo("1970-01-01T01:00:00+01:00[Europe/Paris]");
  }

  @Test
  void nestedValues() {
    assertThat(cell("list<int>", Arrays.asList(1, null, 3))).isEqualTo("[1, null, 3]");
    assertThat(cell("struct<a:int,b:utf8>", row(1, "x"))).isEqualTo("{a: 1, b: x}");
    assertThat(cell("map<utf8,int>", Map.of("k", 1))).isEqualTo("[{key: k, value: 1}]");
    assertThat(cell("sparse_union<a:int,b:utf8>", member("b", "x"))).isEqualTo("x");
    assertThat(cell("list_view<utf8>", List.of("x", "y"))).isEqualTo("[x, y]");
    assertThat(cell("run_end<int>", 7)).isEqualTo("7");
  }

  @Test
  void binaryDecimalAndUnsigned() {
    assertThat(cell("binary", ByteBuffer.wrap(new byte[] {0, 1, -1}))).isEqualTo("0x0001ff");
    assertThat(cell("binary_view", ByteBuffer.wrap(new byte[] {1}))).isEqualTo("0x01");
    assertThat(cell("decimal(9,2)", new BigDecimal("1.50"))).isEqualTo("1.50");
    assertThat(cell("utf8", "x".repeat(80))).isEqualTo("x".repeat(59) + "…");
  }

  @Test
  void typesStandBelowTheNamesAndTheRestIsCounted() {
    assertThat(print("n:int, s:utf8", 1, row(1, "x"), row(2, "y")))
        .isEqualTo(
            """
                n │ s
            Int32 │ Utf8
            ──────┼─────
                1 │ x
            … 1 more row
            """);
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void everyTypeIsOneLineOfAtMostSixtyCharacters(String type) {
    Seed.next()
        .run(random -> {
          TextTable table = RandomBatches.of(random).table("c:" + type, 50);
          try (TestAllocator allocator = new TestAllocator();
              VectorSchemaRoot root = table.root(allocator)) {
            for (int row = 0; row < root.getRowCount(); row++) {
              String text = CellText.of(root.getVector(0), row);
              assertThat(text.codePoints().count()).isLessThanOrEqualTo(60);
              assertThat(text).doesNotContain("\n");
            }
          }
        });
  }
}
