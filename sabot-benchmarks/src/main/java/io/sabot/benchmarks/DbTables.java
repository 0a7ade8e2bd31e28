package io.sabot.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The tables of db-benchmark, by its published recipe. */
final class DbTables {
  private final DbBenchmarkOptions options;
  private final SplittableRandom random;

  DbTables(DbBenchmarkOptions options) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
  }

  /** Keys of a join: nine in ten on both sides, one in ten on this side only. */
  private enum Side {
    LEFT,
    RIGHT
  }

  /**
   * The table that is grouped: {@code id1}, {@code id2} of k strings, {@code id3} of rows / k
   * strings, {@code id4} to {@code id6} the same as numbers, {@code v1} 1 to 5, {@code v2} 1 to 15,
   * {@code v3} in [0, 100].
   */
  PeerRows grouped() {
    return grouped(column -> true);
  }

  /** The same, of some columns only; where they are others, the values are others. */
  PeerRows grouped(Predicate<String> wanted) {
    int rows = options.rows();
    int few = options.k();
    int many = Math.max(1, rows / few);
    return new DbRows(rows, wanted)
        .texts("id1", () -> ids(rows, few), number -> padded(number, 3))
        .texts("id2", () -> ids(rows, few), number -> padded(number, 3))
        .texts("id3", () -> ids(rows, many), number -> padded(number, 10))
        .ints("id4", () -> ids(rows, few))
        .ints("id5", () -> ids(rows, few))
        .ints("id6", () -> ids(rows, many))
        .ints("v1", () -> measures(rows, 5))
        .ints("v2", () -> measures(rows, 15))
        .doubles("v3", row -> isNull() ? Double.NaN : measure())
        .table(List.of("id1", "id2", "id3", "id4", "id5", "id6"), options.order());
  }

  /** Numbers from 1; so many percent of the numbers, wherever they come, are null. */
  private int[] ids(int rows, int different) {
    BitSet nulls = new BitSet();
    while (nulls.cardinality() < different * (long) options.nulls() / 100) {
      nulls.set(1 + random.nextInt(different));
    }
    int[] ids = new int[rows];
    for (int i = 0; i < rows; i++) {
      int id = options.skew().next(random, different);
      ids[i] = nulls.get(id) ? DbRows.NULL : id;
    }
    return ids;
  }

  private int[] measures(int rows, int most) {
    int[] values = new int[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = isNull() ? DbRows.NULL : 1 + random.nextInt(most);
    }
    return values;
  }

  private boolean isNull() {
    return options.nulls() > 0 && random.nextInt(100) < options.nulls();
  }

  private double measure() {
    return Math.round(random.nextDouble(100) * 1e6) / 1e6;
  }

  private static byte[] padded(int number, int digits) {
    byte[] text = new byte[2 + digits];
    text[0] = 'i';
    text[1] = 'd';
    for (int at = text.length - 1, rest = number; at > 1; at--, rest /= 10) {
      text[at] = (byte) ('0' + rest % 10);
    }
    return text;
  }

  /** The left table: three keys as numbers and as strings, {@code v1}. */
  PeerRows left() {
    return keyed(options.rows(), Side.LEFT, 3, "v1")
        .table(List.of("id1", "id2", "id3"), options.order());
  }

  /** A right table with so many of the keys: each value of its last key comes once. */
  PeerRows right(int keys) {
    return keyed(values(keys), Side.RIGHT, keys, "v2").table();
  }

  private DbRows keyed(int rows, Side side, int keys, String measure) {
    DbRows table = new DbRows(rows, column -> true);
    int[][] numbers = new int[keys][];
    for (int key = 0; key < keys; key++) {
      int[] made = keys(rows, values(key + 1), side);
      numbers[key] = made;
      table.ints("id" + (key + 1), () -> made);
    }
    for (int key = 0; key < keys; key++) {
      int[] made = numbers[key];
      table.texts("id" + (key + 4), () -> made, DbTables::text);
    }
    return table.doubles(measure, row -> isNull() ? Double.NaN : measure());
  }

  private static byte[] text(int number) {
    return ("id" + number).getBytes(StandardCharsets.US_ASCII);
  }

  /** How many values a key has on each side. */
  private int values(int key) {
    int divisor = key == 1 ? 1_000_000 : key == 2 ? 1_000 : 1;
    return Math.max(10, options.rows() / divisor);
  }

  /** Every value once, the remaining rows at random, in random order; or all rows with a skew. */
  private int[] keys(int rows, int values, Side side) {
    int shared = values - values / 10;
    boolean isSkewed = options.skew() != Skew.EVEN && side == Side.LEFT;
    int[] keys = new int[rows];
    for (int i = 0; i < rows; i++) {
      int value = isSkewed ? options.skew().next(random, values) - 1 : i;
      value = value < values ? value : random.nextInt(values);
      boolean apart = value >= shared && side == Side.RIGHT;
      keys[i] = 1 + (apart ? value - shared + values : value);
    }
    for (int i = rows - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int key = keys[i];
      keys[i] = keys[other];
      keys[other] = key;
    }
    return scattered(keys, values + values / 10);
  }

  /** Gives every value another number, so that shared ones are no range; the same on both sides. */
  private int[] scattered(int[] keys, int values) {
    int[] numbers = new int[values + 1];
    for (int i = 0; i <= values; i++) {
      numbers[i] = i;
    }
    SplittableRandom same = new SplittableRandom(options.seed() + values);
    for (int i = values; i > 1; i--) {
      int other = 1 + same.nextInt(i);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
    for (int i = 0; i < keys.length; i++) {
      keys[i] = numbers[keys[i]];
    }
    return keys;
  }
}
