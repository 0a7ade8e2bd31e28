package io.sabot.operators;

import io.sabot.Expressions;
import io.sabot.expression.SortKey;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random tables with key columns of every sortable type, and orders over them. */
final class RandomKeys {
  static final List<String> TYPES =
      List.of(
          "bool",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "float16",
          "float32",
          "float64",
          "decimal(12,2)",
          "decimal256(50,3)",
          "utf8",
          "large_utf8",
          "utf8_view",
          "binary",
          "large_binary",
          "binary_view",
          "fixed_binary(3)",
          "date",
          "date64",
          "time(s)",
          "time(ms)",
          "time(us)",
          "time(ns)",
          "timestamp(s)",
          "timestamp(ns)",
          "timestamp(us, UTC)",
          "duration(ms)",
          "null");

  private static final String[] STRINGS = {
    "",
    "\0",
    "\0\0",
    "a",
    "a\0",
    "a\0b",
    "ab",
    "b",
    "\u007f",
    "ä",
    "\uffff",
    "😀",
    "abcdefgh",
    "abcdefghi",
    "abcdefghijklmnop",
    "abcdefghijklmnopq",
    "abcdefghijklmnoq"
  };
  private static final double[] NUMBERS = {
    0, -0.0, 1, -1, 0.5, 1024, -2048, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private final SplittableRandom random;

  RandomKeys(SplittableRandom random) {
    this.random = random;
  }

  /** Random order over the columns {@code k0, k1, …}. */
  List<SortKey> order(int columns) {
    List<SortKey> keys = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      SortKey key = random.nextBoolean() ? Expressions.asc("k" + i) : Expressions.desc("k" + i);
      keys.add(random.nextInt(3) == 0 ? key.nullsFirst() : key);
    }
    return keys;
  }

  /** A table of key columns of these types and a column {@code id} that numbers the rows. */
  TextTable table(List<String> types, int rows) {
    StringBuilder schema = new StringBuilder();
    for (int i = 0; i < types.size(); i++) {
      schema.append("k").append(i).append(":").append(types.get(i)).append(", ");
    }
    Row[] table = new Row[rows];
    for (int row = 0; row < rows; row++) {
      List<Object> values = new ArrayList<>();
      for (String type : types) {
        values.add(random.nextInt(6) == 0 ? null : value(type));
      }
      values.add(row);
      table[row] = new Row(values);
    }
    return Tables.table(schema.append("id:int").toString(), table);
  }

  private Object value(String type) {
    return switch (type.replaceAll("\\(.*", "")) {
      case "null" -> null;
      case "bool" -> random.nextBoolean();
      case "int8" -> (byte) integer(8);
      case "int16" -> (short) integer(16);
      case "int32" -> (int) integer(32);
      case "int64" -> integer(64);
      case "uint8" -> integer(8) & 0xFF;
      case "uint16" -> integer(16) & 0xFFFF;
      case "uint32" -> integer(32) & 0xFFFFFFFFL;
      case "uint64" -> new BigInteger(Long.toUnsignedString(integer(64)));
      case "float16" -> NUMBERS[random.nextInt(NUMBERS.length)];
      case "float32" -> random.nextBoolean() ? number() : (double) (float) random.nextDouble(-9, 9);
      case "float64" -> random.nextBoolean() ? number() : random.nextDouble(-9, 9);
      case "decimal" -> new BigDecimal(BigInteger.valueOf(random.nextInt(-300, 300)), 2);
      case "decimal256" ->
          new BigDecimal(
              BigInteger.valueOf(random.nextInt(-9, 9)).multiply(BigInteger.TEN.pow(45)), 3);
      case "utf8", "large_utf8", "utf8_view" -> STRINGS[random.nextInt(STRINGS.length)];
      case "binary", "large_binary", "binary_view" -> bytes(random.nextInt(20));
      case "fixed_binary" -> bytes(3);
      case "date", "date64" -> LocalDate.ofEpochDay(random.nextInt(-20, 20));
      case "time" -> LocalTime.ofSecondOfDay(random.nextInt(50) * 1000L);
      case "timestamp" -> timestamp(type.contains("UTC"));
      case "duration" -> Duration.ofMillis(random.nextInt(-50, 50));
      default -> throw new IllegalArgumentException(type);
    };
  }

  private Object timestamp(boolean zoned) {
    Instant instant = Instant.ofEpochSecond(random.nextInt(-30, 30));
    return zoned ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private double number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private long integer(int bits) {
    return switch (random.nextInt(4)) {
      case 0 -> 1L << (bits - 1);
      case 1 -> (1L << (bits - 1)) - 1;
      case 2 -> random.nextInt(-2, 3);
      default -> random.nextLong() >> (64 - bits);
    };
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) new int[] {0, 1, 127, 128, 255}[random.nextInt(5)];
    }
    return bytes;
  }
}
