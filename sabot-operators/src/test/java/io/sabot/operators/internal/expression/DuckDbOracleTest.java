package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.greatest;
import static io.sabot.Expressions.least;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.internal.expression.DuckDb.Pair;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random expressions over random rows give what DuckDB gives. */
class DuckDbOracleTest {
  private static final int EXPRESSIONS = 50;
  private static final int TABLES = DuckDb.tables(20, EXPRESSIONS);

  @Test
  void agreesWithDuckDb() {
    Seed.next()
        .run(random -> {
          int compared = 0;
          try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int t = 0; t < TABLES; t++) {
              TextTable table = table(random);
              DuckDb.load(connection, table, "i integer, l bigint, d double, s varchar, b boolean");
              for (int e = 0; e < EXPRESSIONS; e++) {
                Pair pair = random.nextBoolean() ? condition(random, 3) : number(random, 3);
                compared += DuckDb.agrees(connection, pair, table) ? 1 : 0;
              }
            }
          }
          assertThat(compared).isGreaterThanOrEqualTo(TABLES * EXPRESSIONS / 2);
        });
  }

  private static TextTable table(SplittableRandom random) {
    int size = random.nextInt(1, 80);
    Row[] rows = new Row[size];
    for (int i = 0; i < size; i++) {
      rows[i] =
          Tables.row(
              random.nextInt(4) == 0 ? null : random.nextInt(-4, 5),
              random.nextInt(4) == 0 ? null : random.nextLong(-1000, 1000),
              random.nextInt(4) == 0 ? null : quarters(random),
              random.nextInt(4) == 0 ? null : DuckDbTexts.value(random),
              random.nextInt(4) == 0 ? null : random.nextBoolean());
    }
    return Tables.table("i:int, l:long, d:double, s:utf8, b:bool", rows);
  }

  private static double quarters(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      default -> Math.floor(random.nextDouble(-3, 3) * 4) / 4;
    };
  }

  private static Pair condition(SplittableRandom random, int depth) {
    int choice = depth == 0 ? random.nextInt(3) : random.nextInt(10);
    return switch (choice) {
      case 0 -> new Pair(col("b"), "b");
      case 9 -> new DuckDbTexts(random).condition();
      case 1 -> compare(random, new Pair(col("s"), "s"), text(random));
      case 2 -> compare(random, number(random, 0), number(random, 0));
      case 3 -> compare(random, number(random, depth - 1), number(random, depth - 1));
      case 4 -> {
        Pair a = condition(random, depth - 1);
        yield new Pair(a.expression().not(), "(not " + a.sql() + ")");
      }
      case 5, 6 -> {
        Pair a = condition(random, depth - 1);
        Pair b = condition(random, 0);
        yield choice == 5
            ? new Pair(a.expression().and(b.expression()), "(" + a.sql() + " and " + b.sql() + ")")
            : new Pair(a.expression().or(b.expression()), "(" + a.sql() + " or " + b.sql() + ")");
      }
      case 7 -> {
        Pair a = number(random, depth - 1);
        yield new Pair(a.expression().isNull(), "(" + a.sql() + " is null)");
      }
      default -> {
        Pair a = number(random, depth - 1);
        yield random.nextBoolean()
            ? new Pair(a.expression().isIn(1, 2, null), "(" + a.sql() + " in (1, 2, null))")
            : new Pair(a.expression().between(-1, 3), "(" + a.sql() + " between -1 and 3)");
      }
    };
  }

  private static Pair text(SplittableRandom random) {
    return random.nextBoolean() ? new DuckDbTexts(random).text(2) : plainText(random);
  }

  private static Pair plainText(SplittableRandom random) {
    return random.nextBoolean()
        ? new Pair(lit("cdé"), "'cdé'")
        : new Pair(coalesce(col("s"), "b"), "coalesce(s, 'b')");
  }

  private static Pair compare(SplittableRandom random, Pair a, Pair b) {
    Expression x = a.expression();
    Expression y = b.expression();
    return switch (random.nextInt(6)) {
      case 0 -> new Pair(x.eq(y), "(" + a.sql() + " = " + b.sql() + ")");
      case 1 -> new Pair(x.ne(y), "(" + a.sql() + " <> " + b.sql() + ")");
      case 2 -> new Pair(x.lt(y), "(" + a.sql() + " < " + b.sql() + ")");
      case 3 -> new Pair(x.le(y), "(" + a.sql() + " <= " + b.sql() + ")");
      case 4 -> new Pair(x.gt(y), "(" + a.sql() + " > " + b.sql() + ")");
      default -> new Pair(x.ge(y), "(" + a.sql() + " >= " + b.sql() + ")");
    };
  }

  private static Pair number(SplittableRandom random, int depth) {
    int choice = depth == 0 ? random.nextInt(4) : random.nextInt(16);
    return switch (choice) {
      case 0, 1, 2 -> column(choice);
      case 3 -> {
        int value = random.nextInt(-3, 4);
        yield new Pair(lit(value), "(" + value + "::integer)");
      }
      case 4 -> binary(random, depth, "+");
      case 5 -> binary(random, depth, "-");
      case 6 -> binary(random, depth, "*");
      case 7 -> binary(random, depth, "/");
      case 8 -> {
        Pair c = condition(random, depth - 1);
        Pair a = number(random, depth - 1);
        Pair b = number(random, 0);
        yield new Pair(
            when(c.expression()).then(a.expression()).otherwise(b.expression()),
            "(case when " + c.sql() + " then " + a.sql() + " else " + b.sql() + " end)");
      }
      case 9 -> whole(random, "//");
      case 10 -> whole(random, "%");
      case 11, 12 -> extreme(random, depth);
      case 13 -> {
        Pair a = number(random, depth - 1);
        yield new Pair(a.expression().abs(), "abs(" + a.sql() + ")");
      }
      case 14 -> {
        // Of a column, and not with itself: DuckDB passes over what is compared with nothing but
        // nulls, and its errors; a literal may be the very value.
        Pair a = column(random);
        int value = random.nextInt(-3, 4);
        yield new Pair(a.expression().nullIf(value), "nullif(" + a.sql() + ", " + value + ")");
      }
      default -> {
        Pair a = number(random, depth - 1);
        Pair b = number(random, 0);
        yield new Pair(
            coalesce(a.expression(), b.expression()), "coalesce(" + a.sql() + ", " + b.sql() + ")");
      }
    };
  }

  private static Pair column(SplittableRandom random) {
    return column(random.nextInt(3));
  }

  private static Pair column(int number) {
    String name = List.of("i", "l", "d").get(number);
    return new Pair(col(name), name);
  }

  /** Integer quotients and remainders, sometimes by zero. */
  private static Pair whole(SplittableRandom random, String sign) {
    int divisor = random.nextInt(-3, 4);
    boolean byColumn = random.nextInt(5) == 0;
    Expression y = byColumn ? col("i") : lit(divisor);
    Expression result = sign.equals("%") ? col("l").rem(y) : col("l").intDiv(y);
    return new Pair(result, "(l " + sign + " " + (byColumn ? "i" : divisor + "::integer") + ")");
  }

  private static Pair extreme(SplittableRandom random, int depth) {
    Pair a = number(random, depth - 1);
    Pair b = number(random, 0);
    String arguments = "(" + a.sql() + ", " + b.sql() + ")";
    return random.nextBoolean()
        ? new Pair(greatest(a.expression(), b.expression()), "greatest" + arguments)
        : new Pair(
            least(b.expression(), a.expression()), "least(" + b.sql() + ", " + a.sql() + ")");
  }

  private static Pair binary(SplittableRandom random, int depth, String sign) {
    Pair a = number(random, depth - 1);
    Pair b = number(random, 0);
    Expression x = a.expression();
    Expression y = b.expression();
    Expression result =
        switch (sign) {
          case "+" -> x.plus(y);
          case "-" -> x.minus(y);
          case "*" -> x.times(y);
          default -> x.div(y);
        };
    return new Pair(result, "(" + a.sql() + " " + sign + " " + b.sql() + ")");
  }
}
