package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.sum;

import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.stream.Stream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A question over {@link PeerRows#mixed} in two languages: one to four conditions, then one to
 * three of count, sum, min, max over arithmetic of depth one to four. Whole numbers stay so small
 * that nothing overflows, and types such that both engines compute in the same one.
 *
 * @param scale what absolute values may add up to in one row
 */
record RandomQuery(
    @Nullable Expression condition, List<Aggregate> aggregates, String sql, double scale) {
  private static final double LARGEST = 1L << 30;

  private enum Kind {
    INT,
    FLOAT,
    DOUBLE
  }

  /** A number in two languages, and what its absolute value cannot exceed. */
  private record Term(Expression expression, String sql, double bound) {}

  private record Test(Expression expression, String sql) {}

  static RandomQuery next(SplittableRandom random, String table) {
    List<Test> tests = new ArrayList<>();
    int conjuncts = random.nextInt(1, 5);
    for (int i = 0; i < conjuncts; i++) {
      tests.add(test(random));
    }
    Expression condition =
        tests.stream().map(Test::expression).reduce(Expression::and).orElse(null);
    List<Aggregate> aggregates = new ArrayList<>();
    List<String> sql = new ArrayList<>();
    double scale = 1;
    int sinks = random.nextInt(1, 4);
    for (int i = 0; i < sinks; i++) {
      Term term = number(random, Kind.values()[random.nextInt(3)], random.nextInt(1, 5));
      scale = Math.max(scale, term.bound());
      int sink = random.nextInt(8);
      aggregates.add(aggregate(sink, term).as("a" + i));
      sql.add(sql(sink, term));
    }
    String where = String.join(" AND ", tests.stream().map(Test::sql).toList());
    return new RandomQuery(
        condition,
        aggregates,
        "SELECT " + String.join(", ", sql) + " FROM " + table + " WHERE " + where,
        scale);
  }

  Stream on(Stream rows) {
    return rows.filter(condition).aggregate(aggregates.toArray(Aggregate[]::new));
  }

  private static Aggregate aggregate(int sink, Term term) {
    return switch (sink) {
      case 0 -> count();
      case 1 -> count(term.expression());
      case 2 -> min(term.expression());
      case 3 -> max(term.expression());
      default -> sum(term.expression());
    };
  }

  private static String sql(int sink, Term term) {
    return switch (sink) {
      case 0 -> "count(*)";
      case 1 -> "count(" + term.sql() + ")";
      case 2 -> "min(" + term.sql() + ")";
      case 3 -> "max(" + term.sql() + ")";
      default -> "sum(" + term.sql() + ")";
    };
  }

  private static Test test(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> {
        Kind kind = Kind.values()[random.nextInt(3)];
        yield compare(random, column(random, kind), column(random, kind));
      }
      case 1 -> {
        Kind kind = Kind.values()[random.nextInt(3)];
        Term term = number(random, kind, 1);
        yield compare(random, term, constant(random, kind, Math.min(term.bound(), 2000)));
      }
      case 2 -> {
        Term column = column(random, Kind.INT);
        int low = random.nextInt(900);
        int high = low + random.nextInt(1, 900);
        yield new Test(
            column.expression().between(low, high),
            "(%s BETWEEN %d AND %d)".formatted(column.sql(), low, high));
      }
      case 3 -> {
        String name = "d" + nulls(random);
        yield new Test(col(name).isNotNull(), "(" + name + " IS NOT NULL)");
      }
      case 4, 5 -> {
        String name = "t" + nulls(random);
        LocalDate day = LocalDate.ofEpochDay(PeerRows.FIRST_DAY + random.nextInt(PeerRows.DAYS));
        yield compare(
            random, new Term(col(name), name, 0), new Term(lit(day), "DATE '" + day + "'", 0));
      }
      default -> {
        Kind kind = Kind.values()[random.nextInt(3)];
        Term column = column(random, kind);
        yield compare(random, column, constant(random, kind, column.bound()));
      }
    };
  }

  private static Test compare(SplittableRandom random, Term a, Term b) {
    Expression x = a.expression();
    Expression y = b.expression();
    return switch (random.nextInt(6)) {
      case 0 -> new Test(x.lt(y), "(" + a.sql() + " < " + b.sql() + ")");
      case 1 -> new Test(x.le(y), "(" + a.sql() + " <= " + b.sql() + ")");
      case 2 -> new Test(x.ge(y), "(" + a.sql() + " >= " + b.sql() + ")");
      case 3 -> new Test(x.ne(y), "(" + a.sql() + " <> " + b.sql() + ")");
      default -> new Test(x.gt(y), "(" + a.sql() + " > " + b.sql() + ")");
    };
  }

  private static Term number(SplittableRandom random, Kind kind, int depth) {
    if (depth == 0) {
      return column(random, kind);
    }
    Term left = number(random, kind, depth - 1);
    Term right =
        random.nextInt(3) == 0
            ? constant(random, kind, 100)
            : number(random, other(random, kind), random.nextInt(depth));
    return combine(random, kind, left, right);
  }

  /** What may stand on the right: whole numbers and floats widen to double alike in both. */
  private static Kind other(SplittableRandom random, Kind kind) {
    return kind == Kind.DOUBLE ? Kind.values()[random.nextInt(3)] : kind;
  }

  private static Term combine(SplittableRandom random, Kind kind, Term a, Term b) {
    double product = a.bound() * b.bound();
    int choice = random.nextInt(kind == Kind.INT ? 3 : 4);
    if (choice == 2 && product < LARGEST) {
      return new Term(
          a.expression().times(b.expression()), "(" + a.sql() + " * " + b.sql() + ")", product);
    }
    if (choice == 3) {
      Term divisor = constant(random, kind, 10);
      return new Term(
          a.expression().div(divisor.expression()),
          "(" + a.sql() + " / " + divisor.sql() + ")",
          a.bound());
    }
    double sum = a.bound() + b.bound();
    return choice == 0
        ? new Term(a.expression().minus(b.expression()), "(" + a.sql() + " - " + b.sql() + ")", sum)
        : new Term(a.expression().plus(b.expression()), "(" + a.sql() + " + " + b.sql() + ")", sum);
  }

  private static Term column(SplittableRandom random, Kind kind) {
    String nulls = nulls(random);
    return switch (kind) {
      case INT ->
          random.nextBoolean()
              ? new Term(col("i" + nulls), "i" + nulls, PeerRows.INTS)
              : new Term(col("l" + nulls), "l" + nulls, PeerRows.LONGS);
      case FLOAT -> new Term(col("f" + nulls), "f" + nulls, 100);
      case DOUBLE -> {
        String name = (random.nextBoolean() ? "d" : "e") + nulls;
        yield new Term(col(name), name, 100);
      }
    };
  }

  private static String nulls(SplittableRandom random) {
    return random.nextBoolean() ? "0" : "5";
  }

  /** At least 1, at most {@code bound}. */
  private static Term constant(SplittableRandom random, Kind kind, double bound) {
    if (kind == Kind.INT) {
      int value = random.nextInt(1, (int) bound + 1);
      return new Term(lit(value), String.valueOf(value), value);
    }
    double value = 1 + random.nextInt((int) ((bound - 1) * 100) + 1) / 100.0;
    String text = String.format(Locale.ROOT, "%.2f", value);
    return kind == Kind.FLOAT
        ? new Term(lit(Float.parseFloat(text)), "'" + text + "'::FLOAT", value)
        : new Term(lit(Double.parseDouble(text)), "'" + text + "'::DOUBLE", value);
  }
}
