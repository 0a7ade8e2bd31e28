package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.greatest;
import static io.sabot.Expressions.ifElse;
import static io.sabot.Expressions.least;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.internal.expression.DuckDb.Pair;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random functions of numbers, bits, choices and digests over random rows give what DuckDB gives.
 * Where it has errors and this has not, arguments stay inside: it fails outside the domain of a
 * function and where a shift to the left loses bits.
 */
class DuckDbNumbersTest {
  private static final int EXPRESSIONS = 80;
  private static final int TABLES = DuckDb.tables(12, EXPRESSIONS);

  /** Both compute as well as the other: libraries of mathematics differ in the last bits. */
  private static final double LAST_BITS = 1e-14;

  private static final String[] TWICE = {"d", "l", "i", "x", "s"};

  @Test
  void agreesWithDuckDb() {
    Seed.next()
        .run(random -> {
          int compared = 0;
          try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int t = 0; t < TABLES; t++) {
              TextTable table = table(random);
              DuckDb.load(
                  connection,
                  table,
                  "i integer, j integer, l bigint, m bigint, d double, e double, f float,"
                      + " x decimal(12,3), y decimal(12,3), s varchar, u varchar, b boolean");
              for (int k = 0; k < EXPRESSIONS; k++) {
                boolean agrees =
                    random.nextInt(3) == 0
                        ? DuckDb.agrees(connection, real(random), table, LAST_BITS)
                        : DuckDb.agrees(connection, exact(random), table);
                compared += agrees ? 1 : 0;
              }
            }
          }
          assertThat(compared).isGreaterThanOrEqualTo(TABLES * EXPRESSIONS / 2);
        });
  }

  private static TextTable table(SplittableRandom random) {
    Row[] rows = new Row[random.nextInt(1, 80)];
    for (int r = 0; r < rows.length; r++) {
      Object[] values = {
        random.nextInt(-100, 100),
        random.nextInt(4) == 0 ? 0 : random.nextInt(),
        random.nextLong(-5000, 5000),
        random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextInt(3) : random.nextLong(),
        floating(random),
        floating(random),
        (double) (float) (random.nextInt(-4000, 4000) / 16.0),
        BigDecimal.valueOf(random.nextLong(-999_999, 999_999), 3),
        BigDecimal.valueOf(random.nextInt(5) * 500L, 3),
        "abcdé".substring(random.nextInt(5)),
        "abcdé".substring(random.nextInt(5)),
        random.nextBoolean()
      };
      for (int c = 0; c < values.length; c++) {
        values[c] = random.nextInt(5) == 0 ? null : values[c];
      }
      rows[r] = new Row(Arrays.asList(values));
    }
    return Tables.table(
        "i:int, j:int, l:long, m:long, d:double, e:double, f:float, x:decimal(12,3),"
            + " y:decimal(12,3), s:utf8, u:utf8, b:bool",
        rows);
  }

  private static double floating(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3, 4 -> random.nextInt(-9, 9) + 0.5;
      default -> random.nextDouble(-50, 50);
    };
  }

  /** One whose bits are the same everywhere. */
  private static Pair exact(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> rounding(random);
      case 1 -> bits(random);
      case 2 -> attempt(random);
      case 3, 4 -> choice(random);
      case 5 -> test(random);
      case 6 -> decimal(random);
      default ->
          random.nextBoolean()
              ? new Pair(col("s").md5(), "md5(s)")
              : new Pair(col("s").sha256(), "sha256(s)");
    };
  }

  private static Pair rounding(SplittableRandom random) {
    int digits = random.nextInt(-2, 4);
    return switch (random.nextInt(10)) {
      case 0 -> new Pair(col("i").abs(), "abs(i)");
      case 1 -> new Pair(col("j").abs(), "abs(j)");
      case 2 -> new Pair(col("d").abs(), "abs(d)");
      case 3 -> new Pair(col("l").sign(), "sign(l)");
      case 4 -> new Pair(col("d").ceil(), "ceil(d)");
      case 5 -> new Pair(col("d").floor(), "floor(d)");
      case 6 -> new Pair(col("d").round(), "round(d)");
      case 7 -> new Pair(col("d").round(digits), "round(d, " + digits + ")");
      case 8 -> new Pair(col("d").trunc(), "trunc(d)");
      default -> new Pair(col("f").round(1), "round(f, 1)");
    };
  }

  private static Pair decimal(SplittableRandom random) {
    int digits = random.nextInt(-2, 3);
    return switch (random.nextInt(8)) {
      case 0 -> new Pair(col("x").abs(), "abs(x)");
      case 1 -> new Pair(col("x").ceil(), "ceil(x)");
      case 2 -> new Pair(col("x").floor(), "floor(x)");
      case 3 -> new Pair(col("x").round(digits), "round(x, " + digits + ")");
      case 4 -> new Pair(col("x").round(), "round(x)");
      case 5 -> new Pair(col("x").div(col("y")), "(x / y)");
      case 6 -> new Pair(col("x").tryRem(col("y").plus(1)), "(x % (y + 1))");
      default -> new Pair(col("x").trunc(), "trunc(x)");
    };
  }

  private static Pair bits(SplittableRandom random) {
    int distance = random.nextInt(0, 70);
    return switch (random.nextInt(7)) {
      case 0 -> new Pair(col("l").bitAnd(col("i")), "(l & i)");
      case 1 -> new Pair(col("l").bitOr(col("m")), "(l | m)");
      case 2 -> new Pair(col("j").bitXor(col("i")), "xor(j, i)");
      case 3 -> new Pair(col("m").bitNot(), "(~m)");
      case 4 -> new Pair(col("i").bitAnd(7).shiftLeft(5), "((i & 7) << 5)");
      case 5 ->
          new Pair(col("i").abs().shiftRight(distance % 31), "(abs(i) >> " + distance % 31 + ")");
      default ->
          new Pair(col("m").abs().shiftRight(distance % 63), "(abs(m) >> " + distance % 63 + ")");
    };
  }

  private static Pair attempt(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Pair(col("m").tryPlus(col("l")), "try(m + l)");
      case 1 -> new Pair(col("m").tryMinus(col("l")), "try(m - l)");
      case 2 -> new Pair(col("m").tryTimes(col("l")), "try(m * l)");
      case 3 -> new Pair(col("l").tryIntDiv(col("j")), "try(l // j)");
      case 4 -> new Pair(col("l").tryRem(col("j")), "try(l % j)");
      default -> new Pair(col("m").tryNegate(), "try(-m)");
    };
  }

  private static Pair test(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Pair(col("d").isNaN(), "isnan(d)");
      case 1 -> new Pair(col("d").isFinite(), "isfinite(d)");
      default -> new Pair(col("d").isInfinite(), "isinf(d)");
    };
  }

  private static Pair choice(SplittableRandom random) {
    String one = TWICE[random.nextInt(TWICE.length)];
    String two =
        switch (one) {
          case "d" -> "e";
          case "l" -> "m";
          case "i" -> "j";
          case "x" -> "y";
          default -> "u";
        };
    Expression a = col(one);
    Expression b = col(two);
    return switch (random.nextInt(7)) {
      case 0 -> new Pair(greatest(a, b), "greatest(" + one + ", " + two + ")");
      case 1 -> new Pair(least(b, a), "least(" + two + ", " + one + ")");
      case 2 -> new Pair(a.nullIf(b), "nullif(" + one + ", " + two + ")");
      case 3 -> new Pair(a.ifNull(b), "ifnull(" + one + ", " + two + ")");
      case 4 -> new Pair(ifElse(col("b"), a, b), "if(b, " + one + ", " + two + ")");
      case 5 -> new Pair(greatest(col("i"), col("d"), lit(2)), "greatest(i, d, 2)");
      default -> new Pair(least(col("i"), col("l"), lit(null)), "least(i, l, null)");
    };
  }

  /** One whose last bits may differ. */
  private static Pair real(SplittableRandom random) {
    Expression i = col("i");
    Expression part = col("i").div(100);
    Expression positive = col("i").abs().plus(1);
    return switch (random.nextInt(22)) {
      case 0 -> new Pair(i.abs().sqrt(), "sqrt(abs(i))");
      case 1 -> new Pair(i.cbrt(), "cbrt(i)");
      case 2 -> new Pair(i.exp(), "exp(i)");
      case 3 -> new Pair(positive.ln(), "ln(abs(i) + 1)");
      case 4 -> new Pair(positive.log10(), "log10(abs(i) + 1)");
      case 5 -> new Pair(positive.log2(), "log2(abs(i) + 1)");
      case 6 -> new Pair(positive.plus(1).log(positive.plus(2)), "log(abs(i) + 3, abs(i) + 2)");
      case 7 -> new Pair(positive.pow(part), "pow(abs(i) + 1, i / 100)");
      case 8 -> new Pair(i.sin(), "sin(i)");
      case 9 -> new Pair(i.cos(), "cos(i)");
      case 10 -> new Pair(i.tan(), "tan(i)");
      case 11 -> new Pair(part.asin(), "asin(i / 100)");
      case 12 -> new Pair(part.acos(), "acos(i / 100)");
      case 13 -> new Pair(col("d").atan(), "atan(d)");
      case 14 -> new Pair(col("d").atan2(col("e")), "atan2(d, e)");
      case 15 -> new Pair(part.sinh(), "sinh(i / 100)");
      case 16 -> new Pair(part.cosh(), "cosh(i / 100)");
      case 17 -> new Pair(part.tanh(), "tanh(i / 100)");
      case 18 -> new Pair(col("d").degrees(), "degrees(d)");
      case 19 -> new Pair(col("d").radians(), "radians(d)");
      case 20 -> new Pair(col("x").exp(), "exp(x)");
      default -> new Pair(col("d").exp(), "exp(d)");
    };
  }
}
