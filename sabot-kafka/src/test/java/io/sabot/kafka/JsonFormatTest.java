package io.sabot.kafka;

import static io.sabot.kafka.JsonRows.add;
import static io.sabot.kafka.JsonRows.assertMisfit;
import static io.sabot.kafka.JsonRows.assertRead;
import static io.sabot.kafka.JsonRows.finish;
import static io.sabot.kafka.JsonRows.open;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.batch.Batch;
import io.sabot.kafka.internal.column.Misfit;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
  @Test
  void numbersAreNumbersThatFit() {
    assertRead(
        "a:byte, b:short, c:int, d:long, e:float, f:double",
        "{\"a\":-128,\"b\":32767,\"c\":-1,\"d\":9223372036854775807,\"e\":1.5,\"f\":1e300}",
        row((byte) -128, (short) 32767, -1, Long.MAX_VALUE, 1.5f, 1e300));
    assertMisfit("a:byte", "{\"a\":128}", "\"a\" must be Int8, but it is 128");
    assertMisfit(
        "a:long",
        "{\"a\":9223372036854775808}",
        "\"a\" must be Int64, but it is 9223372036854775808");
    assertMisfit("a:long", "{\"a\":1.0}", "\"a\" must be Int64, but it is 1.0");
    assertMisfit("a:int", "{\"a\":\"1\"}", "\"a\" must be Int32, but it is \"1\"");
    assertMisfit("a:double", "{\"a\":1e999}", "\"a\" must be Float64, but it is 1e999");
    assertMisfit("a:boolean", "{\"a\":1}", "\"a\" must be Boolean, but it is 1");
    assertMisfit("a:uint8", "{\"a\":-1}", "\"a\" must be UInt8, but it is -1");
  }

  @Test
  void decimalsHaveTheDigitsOfTheirColumn() {
    assertRead("a:decimal(5, 2)", "{\"a\":-123.4}", row(new BigDecimal("-123.40")));
    assertRead("a:decimal(5, 2)", "{\"a\":1.500}", row(new BigDecimal("1.50")));
    assertMisfit(
        "a:decimal(5, 2)", "{\"a\":1.505}", "\"a\" must be Decimal128(5, 2), but it is 1.505");
    assertMisfit(
        "a:decimal(5, 2)", "{\"a\":1234}", "\"a\" must be Decimal128(5, 2), but it is 1234");
  }

  record Times(LocalDate date, LocalTime time, LocalDateTime local, Instant instant, byte[] raw) {}

  @Test
  void timesAreIsoTextOrNumbers() {
    Schema columns = Kafka.json(Times.class).schema();
    RecordRows rows = open(columns);
    add(
        rows,
        "{\"date\":\"1969-12-31\",\"time\":\"12:30:00.5\",\"local\":\"2026-01-31T12:30:00\","
            + "\"instant\":\"2026-01-31T12:30:00+01:00\",\"raw\":\"AQI=\"}");
    add(rows, "{\"date\":-1,\"time\":0,\"local\":1,\"instant\":-1}");
    try (TestAllocator allocator = new TestAllocator()) {
      finish(rows, allocator)
          .assertEquals(
              row(
                  LocalDate.of(1969, 12, 31),
                  LocalTime.of(12, 30, 0, 500_000_000),
                  LocalDateTime.of(2026, 1, 31, 12, 30),
                  Instant.parse("2026-01-31T11:30:00Z"),
                  new byte[] {1, 2}),
              row(
                  LocalDate.of(1969, 12, 31),
                  LocalTime.MIDNIGHT,
                  LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000),
                  Instant.ofEpochSecond(-1, 999_999_000),
                  null));
    }
    assertThatThrownBy(() -> add(rows, "{\"time\":\"12:30:00.0000001\"}"))
        .hasMessage(
            "\"time\" must be Time(MICROSECOND, 64) as ISO 8601, but it is \"12:30:00.0000001\"");
    assertThatThrownBy(() -> add(rows, "{\"raw\":\"%\"}")).hasMessageContaining("Base64");
  }

  @Test
  void textIsTextAndStaysUtf8() {
    assertRead("a:utf8", "{\"a\":\"é€😀\\u0041\"}", row("é€😀A"));
    assertRead("a:utf8", "{}", row((Object) null));
    assertRead("a:utf8", "{\"a\":null,\"b\":{\"a\":[1,{}]}}", row((Object) null));
    assertMisfit("a:utf8", "{\"a\":5}", "\"a\" must be Utf8, but it is 5");
    assertMisfit(
        "a:utf8",
        "{\"a\":\"\\ud83d\"}",
        "\"a\" must be text, but half a pair of surrogates stands in it");
  }

  @Test
  void whatIsNotOneObjectIsRefusedWhole() {
    assertMisfit("a:int", "[1]", "the value must be a JSON object, but it is an array");
    assertMisfit("a:int", "", "the value must be a JSON object, but it is empty");
    assertMisfit("a:int", " null", "the value must be a JSON object, but it is null");
    assertMisfit("a:int", "true", "the value must be a JSON object, but it is a boolean");
    assertMisfit("a:int", "-1", "the value must be a JSON object, but it is a number");
    assertMisfit("a:int", "\"{}\"", "the value must be a JSON object, but it is a string");
    assertMisfit(
        "a:int",
        "{\"a\":1}{}",
        "the value must be one JSON object, but something stands behind it");
    assertMisfit(
        "a:int", "{\"a\":1,\"a\":2}", "an object must name a field once, but names \"a\" twice");
    assertMisfit("a:int, b:int", "{\"b\":1,\"a\":[]}", "\"a\" must be Int32, but it is an array");
    assertThatThrownBy(() -> add(open(Tables.schema("a:int")), "{\"a\":1"))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining(
            "object, but it cannot be read from byte 6 on: Unexpected end-of-input");
    RecordRows rows = open(Tables.schema("a:int"));
    for (String space : List.of("", " ")) {
      add(rows, "{\"a\":1}");
      assertThatThrownBy(() -> add(rows, space + "{\"a\":1 \"b\":2}"))
          .isInstanceOf(Misfit.class)
          .hasMessageContaining(
              "cannot be read from byte %d on: Unexpected character ('\"'"
                  .formatted(7 + space.length()));
    }
  }

  /** A value that begins with a space is read by a parser of its own. */
  @Test
  void valuesReadByOneParserAreThoseOfManyParsers() {
    Seed.next().run(JsonFormatTest::compareParsers);
  }

  private static void compareParsers(SplittableRandom random) {
    Schema columns = Tables.schema("a:utf8, b:double, c:long");
    RecordRows one = open(columns);
    RecordRows many = open(columns);
    for (int i = 0; i < 2_000; i++) {
      String value = randomValue(random);
      assertThat(reason(one, value)).as(value).isEqualTo(reason(many, " " + value));
    }
    try (TestAllocator allocator = new TestAllocator();
        Batch expected = many.finish(allocator)) {
      finish(one, allocator).assertEquals(Rows.of(expected, allocator));
    }
  }

  /** Why a value is refused, without the places in it; empty where it is not. */
  private static String reason(RecordRows rows, String value) {
    try {
      add(rows, value);
      return "";
    } catch (Misfit refused) {
      return refused.getMessage().replaceAll("column: [0-9]+|byte [0-9]+", "");
    }
  }

  private static String randomValue(SplittableRandom random) {
    List<String> texts = List.of("", "plain", "long enough for words", "é€😀", "\u0041\n", "a\"b");
    StringBuilder value = new StringBuilder("{");
    for (String name : List.of("a", "b", "c", "other" + random.nextInt(3_000))) {
      String text = texts.get(random.nextInt(texts.size()));
      String number = String.valueOf(random.nextLong() >> random.nextInt(64));
      value.append(value.length() == 1 ? "" : ",").append(random.nextInt(20) == 0 ? " " : "");
      value.append('"').append(name).append("\":");
      value.append(
          switch (name) {
            case "a" -> '"' + text + '"';
            case "b" -> random.nextBoolean() ? number : String.valueOf(random.nextDouble());
            case "c" -> random.nextInt(20) == 0 ? "1.5" : number;
            default -> random.nextBoolean() ? "[1,{}]" : "null";
          });
    }
    value.append('}').append(random.nextInt(10) == 0 ? " \n" : "");
    int end = random.nextInt(20) == 0 ? random.nextInt(1, value.length()) : value.length();
    return value.substring(0, end);
  }

  @Test
  void aRefusedRecordLeavesNothingBehind() {
    RecordRows rows = open(Tables.schema("a:utf8, b:int"));
    for (int i = 0; i < 3_000; i++) {
      add(rows, "{\"a\":\"" + i + "\",\"b\":" + i + "}");
      assertThatThrownBy(() -> add(rows, "{\"a\":\"xxx\",\"b\":1.5}")).isInstanceOf(Misfit.class);
    }
    try (TestAllocator allocator = new TestAllocator()) {
      finish(rows, allocator)
          .assertEquals(
              IntStream.range(0, 3_000).mapToObj(i -> row(String.valueOf(i), i)).toList());
    }
  }

  @Test
  void primitiveComponentsTakeNoNull() {
    record Point(int x, Integer y) {}
    Schema columns = Kafka.json(Point.class).schema();
    assertThat(columns.getFields()).extracting(Field::isNullable).containsExactly(false, true);
    RecordRows rows = open(columns);
    assertThatThrownBy(() -> add(rows, "{\"y\":1}"))
        .hasMessage("\"x\" must not be null, but it is");
    assertThatThrownBy(() -> add(rows, "{\"x\":null}"))
        .hasMessage("\"x\" must not be null, but it is");
  }

  @Test
  void componentsWithoutAFormAreRefused() {
    record Odd(Map<String, String> names) {}
    assertThatThrownBy(() -> Kafka.json(Odd.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("but \"names\" is Map<String, String>; change it")
        .hasMessageContaining("give the columns with Kafka.json(schema)");
  }
}
