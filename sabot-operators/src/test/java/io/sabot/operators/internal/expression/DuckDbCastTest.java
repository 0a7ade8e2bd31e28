package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.DuckDb.Pair;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Casts, decimals and dates give what DuckDB gives. Where the two differ by choice the SQL says
 * what is meant: floating point becomes an integer toward zero here, by rounding there.
 */
class DuckDbCastTest {
  private static final int TABLES = 12;
  private static final ArrowType INT8 = new ArrowType.Int(8, true);
  private static final ArrowType UTF8 = ArrowType.Utf8.INSTANCE;
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
  private static final ArrowType MICROS = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);

  private static Pair cast(String column, ArrowType type, String sqlType) {
    return new Pair(col(column).cast(type), "cast(" + column + " as " + sqlType + ")");
  }

  private static Pair tryCast(String column, ArrowType type, String sqlType) {
    return new Pair(col(column).tryCast(type), "try_cast(" + column + " as " + sqlType + ")");
  }

  private static final List<Pair> CASTS =
      List.of(
          cast("i", Types.INT64, "bigint"),
          tryCast("i", INT8, "tinyint"),
          cast("i", INT8, "tinyint"),
          cast("i", Types.FLOAT64, "double"),
          cast("i", Types.FLOAT32, "real"),
          cast("i", UTF8, "varchar"),
          cast("i", Types.BOOL, "boolean"),
          cast("i", Types.decimal(12, 2), "decimal(12,2)"),
          cast("b", Types.INT32, "integer"),
          cast("b", Types.FLOAT64, "double"),
          cast("b", UTF8, "varchar"),
          new Pair(col("d").cast(Types.INT32), "cast(trunc(d) as integer)"),
          new Pair(col("d").tryCast(INT8), "try_cast(trunc(d) as tinyint)"),
          cast("d", Types.FLOAT32, "real"),
          cast("d", UTF8, "varchar"),
          cast("d", Types.BOOL, "boolean"),
          tryCast("d", Types.decimal(6, 1), "decimal(6,1)"),
          tryCast("w", Types.INT32, "integer"),
          tryCast("w", INT8, "tinyint"),
          tryCast("w", Types.FLOAT64, "double"),
          tryCast("w", Types.decimal(8, 1), "decimal(8,1)"),
          tryCast("x", Types.FLOAT64, "double"),
          tryCast("x", Types.FLOAT32, "real"),
          tryCast("x", Types.decimal(8, 1), "decimal(8,1)"),
          new Pair(col("b").cast(UTF8).cast(Types.BOOL), "cast(cast(b as varchar) as boolean)"),
          new Pair(col("day").cast(UTF8).cast(DATE), "cast(cast(day as varchar) as date)"),
          cast("day", UTF8, "varchar"),
          cast("day", MICROS, "timestamp"),
          cast("ts", UTF8, "varchar"),
          cast("ts", DATE, "date"),
          new Pair(col("ts").cast(UTF8).cast(MICROS), "cast(cast(ts as varchar) as timestamp)"),
          new Pair(col("ts").ge(col("day")), "(ts >= day)"),
          new Pair(col("day").lt(LocalDate.of(2000, 1, 1)), "(day < date '2000-01-01')"),
          cast("m", Types.decimal(9, 1), "decimal(9,1)"),
          cast("m", Types.FLOAT64, "double"),
          cast("m", UTF8, "varchar"),
          cast("m", Types.INT32, "integer"));

  @Test
  void castsAgree() {
    Seed.next().run(random -> agree(random, CASTS));
  }

  @Test
  void decimalsAgree() {
    List<Pair> pairs = new ArrayList<>();
    Expression m = col("m");
    Expression v = col("v");
    pairs.add(new Pair(m.plus(v), "m + v"));
    pairs.add(new Pair(m.minus(v), "m - v"));
    pairs.add(new Pair(m.times(v), "m * v"));
    pairs.add(new Pair(m.negate(), "-m"));
    pairs.add(new Pair(m.plus(col("i")), "m + i"));
    pairs.add(new Pair(lit(3).minus(m), "3 - m"));
    pairs.add(new Pair(m.times(v).plus(m), "m * v + m"));
    pairs.add(new Pair(m.lt(v), "m < v"));
    pairs.add(new Pair(m.ge(v), "m >= v"));
    pairs.add(new Pair(m.eq(v), "m = v"));
    pairs.add(new Pair(m.ne(col("i")), "m <> i"));
    pairs.add(new Pair(m.gt(new BigDecimal("0.125")), "m > 0.125"));
    pairs.add(new Pair(m.isIn(1, 2), "m in (1, 2)"));
    pairs.add(new Pair(m.times(col("d")), "m * d"));
    pairs.add(new Pair(m.le(col("d")), "m <= d"));
    Seed.next().run(random -> agree(random, pairs));
  }

  private static void agree(SplittableRandom random, List<Pair> pairs) throws Exception {
    int compared = 0;
    Set<String> differences = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int t = 0; t < TABLES; t++) {
        TextTable table = table(random);
        DuckDb.load(
            connection,
            table,
            "i integer, d double, b boolean, w varchar, x varchar, day date, ts timestamp,"
                + " m decimal(9,2), v decimal(12,4)");
        for (Pair pair : pairs) {
          try {
            compared += DuckDb.agrees(connection, pair, table) ? 1 : 0;
          } catch (AssertionError difference) {
            differences.add(difference.getMessage());
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(TABLES * pairs.size() / 2);
  }

  private static TextTable table(SplittableRandom random) {
    Row[] rows = new Row[random.nextInt(1, 40)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new Row(
              Arrays.asList(
                  maybe(random, () -> random.nextInt(-140, 140)),
                  maybe(random, () -> number(random)),
                  maybe(random, random::nextBoolean),
                  maybe(random, () -> whole(random)),
                  maybe(random, () -> fraction(random)),
                  maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(-20000, 20000))),
                  maybe(random, () -> time(random)),
                  maybe(random, () -> BigDecimal.valueOf(random.nextInt(-999, 999), 2)),
                  maybe(random, () -> BigDecimal.valueOf(random.nextInt(-99999, 99999), 4))));
    }
    return Tables.table(
        "i:int, d:double, b:bool, w:utf8, x:utf8, day:date, ts:timestamp(us), m:decimal(9,2),"
            + " v:decimal(12,4)",
        rows);
  }

  private static @Nullable Object maybe(SplittableRandom random, Supplier<Object> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }

  private static double number(SplittableRandom random) {
    return random.nextInt(40) == 0 ? -0.0 : random.nextInt(-1000, 1000) / 8.0;
  }

  private static String whole(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "no number";
      case 2 -> " " + random.nextInt(100) + " ";
      case 3 -> Long.toString(random.nextLong());
      default -> Integer.toString(random.nextInt(-200, 200));
    };
  }

  private static String fraction(SplittableRandom random) {
    return switch (random.nextInt(7)) {
      case 0 -> "-";
      case 1 -> "1e" + random.nextInt(-3, 4);
      case 2 -> Double.toString(random.nextDouble(-1, 1));
      case 3 -> "." + random.nextInt(10);
      default -> BigDecimal.valueOf(random.nextInt(-99999, 99999), random.nextInt(4)).toString();
    };
  }

  private static LocalDateTime time(SplittableRandom random) {
    long seconds = random.nextLong(-1_000_000_000L, 1_000_000_000L);
    int nanos = random.nextBoolean() ? 0 : random.nextInt(1_000_000) * 1000;
    return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
  }
}
