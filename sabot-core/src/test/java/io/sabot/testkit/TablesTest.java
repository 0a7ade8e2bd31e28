package io.sabot.testkit;

import static io.sabot.testkit.Tables.member;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.batch.Batch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class TablesTest {
  @Test
  void readsSchemas() {
    assertThat(schema("a:int, b:decimal(10,2) not null").getFields())
        .satisfiesExactly(
            a -> assertThat(a.getType()).isEqualTo(new ArrowType.Int(32, true)),
            b -> {
              assertThat(b.getType()).isEqualTo(new ArrowType.Decimal(10, 2, 128));
              assertThat(b.isNullable()).isFalse();
            });
    assertThat(schema("").getFields()).isEmpty();
    assertThatThrownBy(() -> schema("a:string8"))
        .hasMessageContaining("unknown type \"string8\" at position 9 of \"a:string8\"");
    assertThatThrownBy(() -> schema("a:int b"))
        .hasMessageContaining("expected , or the end at position 6");
  }

  @Test
  void roundTripsNumbers() {
    roundTrip("bool", true, false, null);
    roundTrip("int8", (long) Byte.MIN_VALUE, null, 127L);
    roundTrip("int16", (long) Short.MIN_VALUE, null);
    roundTrip("int32", (long) Integer.MIN_VALUE, null);
    roundTrip("int64", Long.MIN_VALUE, null, Long.MAX_VALUE);
    roundTrip("uint8", 255L, null);
    roundTrip("uint16", 65535L, null);
    roundTrip("uint32", 4294967295L, null);
    roundTrip("uint64", new BigInteger("18446744073709551615"), 1L, null);
    roundTrip("float16", 1.5, null, Double.NaN);
    roundTrip("float32", 0.1, null, -0.0);
    roundTrip("float64", 0.1, null, Double.NEGATIVE_INFINITY, Double.NaN);
    roundTrip("decimal(10,2)", new BigDecimal("-12345678.90"), null);
    roundTrip("decimal256(50,3)", new BigDecimal("-1234567890123456789012345678901234567.125"));
  }

  @Test
  void roundTripsStringsAndBytes() {
    for (String type : List.of("utf8", "large_utf8", "utf8_view")) {
      roundTrip(type, "", null, "größer", "longer than twelve bytes", "x");
    }
    for (String type : List.of("binary", "large_binary", "binary_view")) {
      roundTrip(type, bytes(), null, bytes(1, 2), bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
    }
    roundTrip("fixed_binary(3)", bytes(1, 2, 3), null, bytes(-1, -2, -3));
  }

  @Test
  void roundTripsTimes() {
    roundTrip("date", LocalDate.of(2024, 2, 29), null, LocalDate.of(1969, 12, 31));
    roundTrip("date64", LocalDate.of(2024, 2, 29), null, LocalDate.of(1969, 12, 31));
    for (String unit : List.of("s", "ms", "us", "ns")) {
      roundTrip("time(" + unit + ")", LocalTime.of(23, 59, 58), null);
      roundTrip("timestamp(" + unit + ")", LocalDateTime.of(1969, 12, 31, 23, 59, 58), null);
      roundTrip("timestamp(" + unit + ", Europe/Paris)", Instant.parse("2024-02-29T12:00:01Z"));
      roundTrip("duration(" + unit + ")", Duration.ofSeconds(-3), null);
    }
    roundTrip("interval(year_month)", Period.ofMonths(25), null);
    roundTrip("interval(day_time)", new PeriodDuration(Period.ofDays(-2), Duration.ofMillis(5)));
    roundTrip(
        "interval(month_day_nano)",
        new PeriodDuration(Period.of(0, 3, -2), Duration.ofNanos(-5)),
        null);
  }

  @Test
  void roundTripsNestedValues() {
    for (String type : List.of("list", "large_list", "list_view", "large_list_view")) {
      roundTrip(type + "<int>", List.of(1L, 2L), null, List.of(), Arrays.asList(3L, null));
    }
    roundTrip("fixed_list<utf8,2>", List.of("a", "b"), null, Arrays.asList(null, "c"));
    roundTrip("struct<a:int,b:list<utf8>>", Map.of("a", 1L, "b", List.of("x", "y")), null);
    roundTrip(
        "map<utf8,int>",
        List.of(Map.of("key", "a", "value", 1L), Map.of("key", "b", "value", 2L)),
        null,
        List.of());
    for (String mode : List.of("sparse", "dense")) {
      roundTrip(
          mode + "_union<a:int,b:utf8>", member("a", 1L), member("b", "x"), member("b", null));
    }
    roundTrip("run_end<utf8>", "a", "a", null, null, "b");
    roundTrip("null", null, null);
  }

  @Test
  void encodesDictionaries() {
    roundTrip("dictionary<utf8>", "a", "b", null, "a");
    try (TestAllocator allocator = new TestAllocator();
        Batch batch =
            table("name:dictionary<utf8>", row("a"), row("b"), row("a")).batch(allocator)) {
      assertThat(batch.column(0).dictionary()).isNotNull();
      assertThat(batch.column(0).dictionary().length()).isEqualTo(2);
    }
  }

  private static void roundTrip(String type, Object... values) {
    List<Row> rows = new ArrayList<>();
    Arrays.asList(values).forEach(value -> rows.add(row(value)));
    TextTable table = table("x:" + type, rows.toArray(Row[]::new));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = table.root(allocator);
        Batch batch = table.batch(allocator)) {
      assertThat(Rows.of(root).list()).as(type).isEqualTo(rows);
      assertThat(Rows.of(batch, allocator).list()).as(type + " as a batch").isEqualTo(rows);
    }
  }

  private static ByteBuffer bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteBuffer.wrap(bytes);
  }

  @Test
  void acceptsTextForTimesAndMapsForStructs() {
    TextTable table =
        table(
            "d:date, t:timestamp(us), s:struct<a:int,b:utf8>, m:map<utf8,int>",
            row("2024-01-31", "2024-01-31T10:00", List.of(1, "x"), Map.of("k", 2)));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = table.root(allocator)) {
      Rows.assertRows(
          root,
          row(
              LocalDate.of(2024, 1, 31),
              LocalDateTime.of(2024, 1, 31, 10, 0),
              Map.of("a", 1, "b", "x"),
              List.of(List.of("k", 2))));
    }
  }

  @Test
  void refusesValuesThatDoNotFitTheirColumn() {
    assertThatThrownBy(() -> table("price:int8", row(128)))
        .hasMessageContaining("\"price\" is Int(8, true) and cannot hold 128 (Integer)");
    assertThatThrownBy(() -> table("price:int", row(1, 2)))
        .hasMessageContaining("row(1, 2) has 2 values for 1 columns");
  }

  @Test
  void comparesInAnyOrderAndWithinATolerance() {
    Rows rows = Rows.of(schema("k:utf8, v:double"), List.of(row("a", 0.3), row("b", 2.0)));
    rows.unordered().tolerance(1e-9).assertEquals(row("b", 2.0), row("a", 0.1 + 0.2));
    assertThatThrownBy(() -> rows.unordered().assertEquals(row("b", 2.0), row("a", 0.1 + 0.2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("missing row(\"a\", 0.30000000000000004)");
    assertThatThrownBy(() -> rows.assertEquals(row("a", 0.3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected 1 rows but there are 2");
    assertThatThrownBy(() -> rows.unordered().assertEquals(row("a", 0.3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("unexpected row(\"b\", 2.0)");
  }

  @Test
  void namesWhoHoldsMemory() {
    TestAllocator allocator = new TestAllocator();
    var child = allocator.newChildAllocator("sabot-run-7", 0, 1024);
    ArrowBuf held = child.buffer(64);
    assertThatThrownBy(allocator::assertEmpty)
        .isInstanceOf(AssertionError.class)
        .hasMessage("memory must be freed, but sabot-run-7 holds 64 bytes");
    held.close();
    child.close();
    allocator.close();
  }
}
