package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.makeDate;
import static io.sabot.Expressions.makeTimestamp;
import static io.sabot.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.CalendarUnit;
import io.sabot.expression.Expression;
import io.sabot.expression.TimePart;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.DuckDb.Pair;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random expressions over random times give what DuckDB gives. Local times that a clock shows twice
 * or not at all are left out: it reads them as the later instant, java.time as the earlier one.
 */
class DuckDbTimeTest {
  private static final int EXPRESSIONS = 60;
  private static final int TABLES = DuckDb.tables(16, EXPRESSIONS);
  private static final List<String> ZONES =
      List.of("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata");

  @Test
  void agreesWithDuckDb() {
    Seed.next()
        .run(random -> {
          int compared = 0;
          Set<String> differences = new TreeSet<>();
          try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int t = 0; t < TABLES; t++) {
              TextTable table = table(random);
              DuckDb.load(
                  connection,
                  table,
                  "ts timestamp, us timestamp, day date, dd date, i integer, l bigint, s varchar");
              for (int e = 0; e < EXPRESSIONS; e++) {
                try {
                  compared += DuckDb.agrees(connection, any(random), table) ? 1 : 0;
                } catch (AssertionError difference) {
                  differences.add(difference.getMessage());
                }
              }
            }
          }
          assertThat(differences).isEmpty();
          assertThat(compared).isGreaterThanOrEqualTo(TABLES * EXPRESSIONS / 2);
        });
  }

  private static TextTable table(SplittableRandom random) {
    Row[] rows = new Row[random.nextInt(1, 60)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new Row(
              Arrays.asList(
                  maybe(random, () -> time(random)),
                  maybe(random, () -> time(random)),
                  maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(-30_000, 50_000))),
                  maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(-30_000, 50_000))),
                  maybe(random, () -> random.nextInt(-40, 41)),
                  maybe(random, () -> random.nextLong(-2_000_000_000L, 4_000_000_000L)),
                  maybe(random, () -> text(random))));
    }
    return Tables.table(
        "ts:timestamp(us), us:timestamp(us), day:date, dd:date, i:int, l:long, s:utf8", rows);
  }

  private static @Nullable Object maybe(SplittableRandom random, Supplier<Object> value) {
    return random.nextInt(6) == 0 ? null : value.get();
  }

  private static LocalDateTime time(SplittableRandom random) {
    long second = random.nextLong(-3_000_000_000L, 4_000_000_000L);
    int micros = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000);
    return LocalDateTime.ofEpochSecond(second, micros * 1_000, ZoneOffset.UTC);
  }

  private static String text(SplittableRandom random) {
    return "%02d.%02d.%04d %02d:%02d"
        .formatted(
            random.nextInt(1, 32),
            random.nextInt(1, 13),
            random.nextInt(1900, 2100),
            random.nextInt(25),
            random.nextInt(61));
  }

  private static Pair any(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> number(random);
      case 3, 4 -> local(random, 2);
      case 5 -> date(random);
      case 6 -> text(random, local(random, 1));
      default -> zoned(random);
    };
  }

  private static Pair column(SplittableRandom random) {
    String name = random.nextBoolean() ? "ts" : "us";
    return new Pair(col(name), name);
  }

  private static Pair day(SplittableRandom random) {
    String name = random.nextBoolean() ? "day" : "dd";
    return new Pair(col(name), name);
  }

  private static String name(CalendarUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private static CalendarUnit unit(SplittableRandom random) {
    CalendarUnit[] units = CalendarUnit.values();
    return units[random.nextInt(units.length - 1)];
  }

  /** A timestamp without a zone. */
  private static Pair local(SplittableRandom random, int depth) {
    if (depth == 0) {
      return column(random);
    }
    Pair a = local(random, depth - 1);
    Expression x = a.expression();
    return switch (random.nextInt(7)) {
      case 0, 1 -> {
        CalendarUnit unit = unit(random);
        yield new Pair(x.truncate(unit), "date_trunc('" + name(unit) + "', " + a.sql() + ")");
      }
      case 2, 3 -> {
        CalendarUnit unit = unit(random);
        String plural = unit == CalendarUnit.QUARTER ? "months(3 * i" : name(unit) + "s(i";
        yield new Pair(x.plus(col("i"), unit), "(" + a.sql() + " + to_" + plural + "))");
      }
      case 4 -> new Pair(x.plus(Duration.ofMinutes(90)), "(" + a.sql() + " + interval 90 minutes)");
      case 5 ->
          new Pair(x.minus(Duration.ofMillis(5)), "(" + a.sql() + " - interval 5 milliseconds)");
      default -> {
        Pair d = day(random);
        yield new Pair(
            d.expression().plus(Duration.ofSeconds(1)), "(" + d.sql() + " + interval 1 second)");
      }
    };
  }

  private static Pair date(SplittableRandom random) {
    Pair d = day(random);
    Expression x = d.expression();
    return switch (random.nextInt(6)) {
      case 0 -> {
        CalendarUnit unit = CalendarUnit.values()[random.nextInt(5)];
        yield new Pair(
            x.truncate(unit), "cast(date_trunc('" + name(unit) + "', " + d.sql() + ") as date)");
      }
      case 1 -> new Pair(x.plusMonths(col("i")), "cast(" + d.sql() + " + to_months(i) as date)");
      case 2 -> new Pair(x.plusDays(col("i")), "cast(" + d.sql() + " + to_days(i) as date)");
      case 3 -> new Pair(x.lastDayOfMonth(), "last_day(" + d.sql() + ")");
      case 4 -> new Pair(col("ts").date(), "cast(ts as date)");
      default ->
          new Pair(
              makeDate(x.year(), col("i").plus(41).rem(12).plus(1), x.day()),
              "make_date(year(" + d.sql() + "), (i + 41) % 12 + 1, day(" + d.sql() + "))");
    };
  }

  private static Pair number(SplittableRandom random) {
    Pair a = random.nextInt(3) == 0 ? zoned(random) : local(random, 1);
    Pair b = column(random);
    return switch (random.nextInt(8)) {
      case 0, 1, 2, 3 -> part(random, a);
      case 4 -> {
        CalendarUnit unit = unit(random);
        Pair from = column(random);
        yield until(from, b, unit);
      }
      case 5 -> {
        Pair from = column(random);
        yield new Pair(
            from.expression().minus(b.expression()).cast(Types.INT64),
            "(epoch_us(" + from.sql() + ") - epoch_us(" + b.sql() + "))");
      }
      case 6 -> new Pair(col("day").minus(col("dd")), "(day - dd)");
      default ->
          new Pair(col("day").until(col("dd"), CalendarUnit.DAY), "date_sub('day', day, dd)");
    };
  }

  /** Months from or to the end of one are left out: java.time borrows the days of other months. */
  private static Pair until(Pair from, Pair to, CalendarUnit unit) {
    if (unit.months() == 0) {
      return new Pair(
          from.expression().until(to.expression(), unit),
          "date_sub('" + name(unit) + "', " + from.sql() + ", " + to.sql() + ")");
    }
    Expression inner = from.expression().day().le(28).and(to.expression().day().le(28));
    return new Pair(
        when(inner).then(from.expression().until(to.expression(), unit)).otherwise(lit(0L)),
        "CASE WHEN day(%s) <= 28 AND day(%s) <= 28 THEN date_sub('%s', %s, %s) ELSE 0 END"
            .formatted(from.sql(), to.sql(), name(unit), from.sql(), to.sql()));
  }

  private static Pair part(SplittableRandom random, Pair time) {
    TimePart part = TimePart.values()[random.nextInt(TimePart.values().length)];
    Expression x = time.expression().extract(part);
    String of = "(" + time.sql() + ")";
    return switch (part) {
      case DAY_OF_WEEK -> new Pair(x, "isodow" + of);
      case DAY_OF_YEAR -> new Pair(x, "dayofyear" + of);
      case ISO_WEEK -> new Pair(x, "week" + of);
      case ISO_YEAR -> new Pair(x, "isoyear" + of);
      case NANOSECOND -> new Pair(x, "(microsecond" + of + " * 1000)");
      case EPOCH_SECOND -> new Pair(x, "cast(floor(epoch_us" + of + " / 1000000) as bigint)");
      default -> new Pair(x, part.name().toLowerCase(Locale.ROOT) + of);
    };
  }

  private static Pair text(SplittableRandom random, Pair time) {
    return switch (random.nextInt(5)) {
      case 0 ->
          new Pair(
              time.expression().formatTime("yyyy-MM-dd HH:mm:ss.SSSSSS"),
              "strftime(" + time.sql() + ", '%Y-%m-%d %H:%M:%S.%f')");
      case 1 ->
          new Pair(
              time.expression().formatTime("EEE d MMM uu, hh a"),
              "strftime(" + time.sql() + ", '%a %-d %b %y, %I %p')");
      case 2 ->
          new Pair(
              col("s").tryParseTimestamp("dd.MM.yyyy HH:mm"),
              "try_strptime(s, '%d.%m.%Y %H:%M')::timestamp");
      case 3 ->
          new Pair(
              col("s").left(10).tryParseDate("dd.MM.yyyy"),
              "try_strptime(left(s, 10), '%d.%m.%Y')::date");
      default ->
          new Pair(
              makeTimestamp(1999, 12, 31, col("i").plus(40).rem(24), 59, lit(7)),
              "make_timestamp(1999, 12, 31, (i + 40) % 24, 59, 7.0)");
    };
  }

  /** What a clock shows at instants, and the other way at times that every clock shows once. */
  private static Pair zoned(SplittableRandom random) {
    String zone = ZONES.get(random.nextInt(ZONES.size()));
    Pair a = column(random);
    Expression utc = a.expression().atZone("UTC");
    return switch (random.nextInt(3)) {
      case 0 ->
          new Pair(
              col("l").fromEpoch(TimeUnit.SECOND).toZone(zone).toLocal(),
              "(to_timestamp(l) at time zone '" + zone + "')");
      case 1 ->
          new Pair(
              utc.toZone(zone).toLocal(),
              "((" + a.sql() + " at time zone 'UTC') at time zone '" + zone + "')");
      default -> {
        // Not noon: New York had some minutes behind it twice, in 1883.
        Expression once = a.expression().truncate(CalendarUnit.DAY).plusHours(13);
        yield new Pair(
            once.atZone(zone).toZone("UTC").toLocal(),
            "(((date_trunc('day', %s) + interval 13 hours) at time zone '%s') at time zone 'UTC')"
                .formatted(a.sql(), zone));
      }
    };
  }
}
