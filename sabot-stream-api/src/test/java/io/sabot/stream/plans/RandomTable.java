package io.sabot.stream.plans;

import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random rows: columns with few or many different values, even or skewed, with or without nulls.
 * Values of one type are the same in all tables, so that keys meet. Floats are multiples of 1/4:
 * their sums are exact in any order.
 */
final class RandomTable {
  /** The types of columns, and what DuckDB calls them. */
  static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("int8", "tinyint"),
          Map.entry("int16", "smallint"),
          Map.entry("int32", "integer"),
          Map.entry("int64", "bigint"),
          Map.entry("uint8", "utinyint"),
          Map.entry("uint16", "usmallint"),
          Map.entry("uint32", "uinteger"),
          Map.entry("uint64", "ubigint"),
          Map.entry("float32", "float"),
          Map.entry("float64", "double"),
          Map.entry("decimal(12,2)", "decimal(12,2)"),
          Map.entry("utf8", "varchar"),
          Map.entry("large_utf8", "varchar"),
          Map.entry("utf8_view", "varchar"),
          Map.entry("dictionary<utf8>", "varchar"),
          Map.entry("binary", "blob"),
          Map.entry("date", "date"),
          Map.entry("time(us)", "time"),
          Map.entry("timestamp(us)", "timestamp"),
          Map.entry("timestamp(us, UTC)", "timestamptz"));

  private static final List<String> NAMES = TYPES.keySet().stream().sorted().toList();

  private final SplittableRandom random;

  RandomTable(SplittableRandom random) {
    this.random = random;
  }

  /** Types of so many columns, some types more often than others. */
  List<String> types(int columns) {
    List<String> types = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      types.add(
          switch (random.nextInt(6)) {
            case 0 -> "int32";
            case 1 -> "utf8";
            case 2 -> "float64";
            default -> NAMES.get(random.nextInt(NAMES.size()));
          });
    }
    return types;
  }

  /**
   * A table of a column {@code PREFIXid} that numbers the rows, and {@code PREFIX0, PREFIX1, …}.
   */
  TextTable table(String prefix, List<String> types) {
    int count =
        switch (random.nextInt(10)) {
          case 0 -> 0;
          case 1, 2 -> random.nextInt(1, 20);
          case 3 -> random.nextInt(1_000, 3_000);
          default -> random.nextInt(20, 400);
        };
    List<Column> columns = new ArrayList<>();
    StringBuilder schema = new StringBuilder(prefix + "id:int32");
    for (String type : types) {
      schema.append(", ").append(prefix).append(columns.size()).append(':').append(type);
      columns.add(
          new Column(
              type,
              1 + random.nextInt(Math.max(1, random.nextBoolean() ? 12 : count)),
              random.nextBoolean() ? 1 : 1 + random.nextInt(12),
              random.nextInt(3) * random.nextInt(30)));
    }
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      List<@Nullable Object> values = new ArrayList<>();
      values.add(i);
      columns.forEach(column -> values.add(value(column)));
      rows[i] = new Row(values);
    }
    return Tables.table(schema.toString(), rows);
  }

  /**
   * How the values of a column lie.
   *
   * @param different how many there may be
   * @param skew 1 for an even spread; the larger, the more often the first ones come
   * @param nulls percent
   */
  private record Column(String type, int different, int skew, int nulls) {}

  private @Nullable Object value(Column column) {
    if (random.nextInt(100) < column.nulls) {
      return null;
    }
    int number = (int) (Math.pow(random.nextDouble(), column.skew) * column.different);
    return value(column.type, number);
  }

  private static Object value(String type, int number) {
    return switch (type) {
      case "bool" -> number % 2 == 0;
      case "int8" -> number % 240 - 120;
      case "int16" -> number - 20;
      case "int32" -> number % 50 == 49 ? Integer.MAX_VALUE - number : number - 20;
      case "int64" -> number % 4 == 3 ? number - 20 + (1L << 32) : number - 20L;
      case "uint8" -> number % 250;
      case "uint16", "uint32" -> number;
      case "uint64" ->
          number % 4 == 3 ? BigInteger.ONE.shiftLeft(40).add(BigInteger.valueOf(number)) : number;
      case "float32", "float64" -> number % 17 == 16 ? Double.NaN : number / 4.0 - 5;
      case "decimal(12,2)" -> new BigDecimal(BigInteger.valueOf(number * 33L - 500), 2);
      case "utf8", "large_utf8", "utf8_view", "dictionary<utf8>" -> text(number);
      case "binary" -> text(number).getBytes(StandardCharsets.UTF_8);
      case "date" -> LocalDate.of(2024, 1, 1).plusDays(number);
      case "time(us)" -> LocalTime.ofNanoOfDay(number * 7_001_000L);
      case "timestamp(us)" ->
          LocalDateTime.of(2024, 2, 28, 23, 0).plusNanos(number * 1_234_567_000L);
      case "timestamp(us, UTC)" -> Instant.EPOCH.plusNanos(number * 1_234_567_000L);
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static String text(int number) {
    return switch (number % 4) {
      case 0 -> number == 0 ? "" : "k" + number;
      case 1 -> "é".repeat(number % 9) + number;
      case 2 -> "longer than twelve bytes: " + number;
      default -> String.valueOf(number);
    };
  }
}
