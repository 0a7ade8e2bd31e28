package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sabot.RunException;
import io.sabot.expression.CalendarUnit;
import io.sabot.expression.Expression;
import io.sabot.expression.TimePart;
import io.sabot.expression.Types;
import io.sabot.operators.Select;
import io.sabot.operators.internal.expression.RandomTimes.Reach;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every function of times gives what java.time gives. */
@Tag("contract")
class TimeParityTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 1024, 1025, 4098};

  /** One row: two counts of the type at hand and a number; some are null. */
  private record Input(@Nullable Long v, @Nullable Long w, @Nullable Long n) {}

  /** A function over columns, and what java.time makes of a row. */
  private record Case(
      String name, Expression expression, Function<Input, @Nullable Object> reference) {}

  @Test
  void agreesWithJavaTime() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (String nulls : List.of("none", "all", "random", "runs")) {
              String zone = RandomTimes.ZONES.get(random.nextInt(RandomTimes.ZONES.size()));
              for (ArrowType type : RandomTimes.types(zone)) {
                if (Share.tries(random) && (length < 1024 || random.nextInt(6) == 0)) {
                  check(random, type, Reach.NEAR, nulls, length);
                }
              }
            }
          }
        });
  }

  /** One row at a time: many of them fail. */
  @Test
  void agreesWithJavaTimeAtTheEnds() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < Share.of(100); i++) {
            String zone = RandomTimes.ZONES.get(random.nextInt(RandomTimes.ZONES.size()));
            for (ArrowType type : RandomTimes.types(zone)) {
              check(random, type, Reach.FAR, "none", 1);
            }
          }
        });
  }

  private static void check(
      SplittableRandom random, ArrowType type, Reach reach, String nulls, int length) {
    List<Input> rows = rows(random, type, reach, nulls, length + 3);
    String width = width(type);
    Row[] table = rows.stream().map(r -> Tables.row(r.v, r.w, r.n)).toArray(Row[]::new);
    List<Input> used = rows.subList(3, 3 + length);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            Tables.table("v:" + width + ", w:" + width + ", n:long", table).root(allocator)) {
      for (Case test : cases(type)) {
        List<@Nullable Object> expected = new ArrayList<>();
        boolean[] fails = new boolean[1];
        for (Input input : used) {
          try {
            expected.add(test.reference.apply(input));
          } catch (ArithmeticException | DateTimeException failure) {
            fails[0] = true;
          }
        }
        if (fails[0]) {
          assertThat(catchThrowable(() -> values(test.expression, root.slice(3, length))))
              .as("%s of %s over %s", test.name, type, length == 1 ? used : length + " rows")
              .isInstanceOf(RunException.class);
          continue;
        }
        List<@Nullable Object> actual = values(test.expression, root.slice(3, length));
        for (int i = 0; i < length && !actual.equals(expected); i++) {
          assertThat(actual.get(i))
              .as("%s of %s, row %d of %d: %s", test.name, type, i, length, used.get(i))
              .isEqualTo(expected.get(i));
        }
      }
    }
  }

  private static ArrowType counts(ArrowType type) {
    return width(type).equals("int") ? Types.INT32 : Types.INT64;
  }

  private static String width(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? "int" : "long";
      case ArrowType.Time t -> t.getBitWidth() == 32 ? "int" : "long";
      default -> "long";
    };
  }

  private static List<@Nullable Object> values(Expression expression, VectorSchemaRoot root) {
    try (VectorSchemaRoot output =
        new Select(List.of(expression.as("result"))).processBatch(root)) {
      return output == null ? List.of() : new ArrayList<>(Rows.of(output).column("result"));
    }
  }

  private static List<Input> rows(
      SplittableRandom random, ArrowType type, Reach reach, String nulls, int length) {
    RandomTimes times = new RandomTimes(random, reach);
    List<Input> rows = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      boolean isNull =
          switch (nulls) {
            case "none" -> false;
            case "all" -> true;
            case "runs" -> i / 37 % 2 == 1;
            default -> random.nextInt(4) == 0;
          };
      boolean second = nulls.equals("random") ? random.nextInt(4) == 0 : isNull;
      rows.add(
          new Input(
              isNull ? null : times.count(type),
              second ? null : times.count(type),
              second ? null : random.nextLong(-50, 51)));
    }
    return rows;
  }

  private static List<Case> cases(ArrowType type) {
    Expression v = col("v").cast(type);
    List<Case> cases = new ArrayList<>();
    for (TimePart part : TimePart.values()) {
      if (has(type, part)) {
        cases.add(
            new Case(
                part.name(),
                v.extract(part),
                r ->
                    r.v == null
                        ? null
                        : TimeReference.part(TimeReference.temporal(r.v, type), part)));
      }
    }
    for (CalendarUnit unit : CalendarUnit.values()) {
      if (!(type instanceof ArrowType.Time) || !unit.isOfCalendar()) {
        cases.add(
            of("truncate " + unit, type, v.truncate(unit), t -> TimeReference.truncated(t, unit)));
      }
    }
    for (String pattern : patterns(type)) {
      DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      cases.add(
          new Case(
              "format " + pattern,
              v.formatTime(pattern),
              r -> r.v == null ? null : formatter.format(TimeReference.temporal(r.v, type))));
    }
    Expression n = col("n");
    Expression w = col("w").cast(type);
    for (CalendarUnit unit : CalendarUnit.values()) {
      if (takes(type, unit)) {
        cases.add(
            new Case(
                "until " + unit,
                v.until(w, unit),
                r ->
                    r.v == null || r.w == null
                        ? null
                        : TimeReference.until(
                            TimeReference.temporal(r.v, type),
                            TimeReference.temporal(r.w, type),
                            unit)));
        if (unit.isOfCalendar() || unit.nanoseconds() >= TimeReference.nanoseconds(type)) {
          cases.add(
              new Case(
                  "plus " + unit,
                  v.plus(n, unit).cast(counts(type)),
                  r ->
                      r.v == null || r.n == null
                          ? null
                          : TimeReference.count(
                              TimeReference.plus(TimeReference.temporal(r.v, type), r.n, unit),
                              type)));
        }
      }
    }
    if (!(type instanceof ArrowType.Time)) {
      cases.add(
          new Case(
              "last day",
              v.lastDayOfMonth().cast(Types.INT32),
              r ->
                  r.v == null
                      ? null
                      : TimeReference.count(
                          LocalDate.from(TimeReference.temporal(r.v, type))
                              .with(TemporalAdjusters.lastDayOfMonth()),
                          new ArrowType.Date(DateUnit.DAY))));
    }
    return cases;
  }

  private static List<String> patterns(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> List.of("uuuu-MM-dd", "dd/MM/uuuu", "EEE d MMM uuuu", "uuuuMMdd");
      case ArrowType.Time t -> List.of("HH:mm:ss.SSSSSS", "hh 'o''clock' a", "'at' HH", "n");
      case ArrowType.Timestamp t when t.getTimezone() != null ->
          List.of("uuuu-MM-dd'T'HH:mm:ss.SSS", "uuuu-MM-dd HH:mm:ssXXX", "dd MMM HH VV");
      default ->
          List.of("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", "MM dd HHmmss", "YYYY-'W'ww", "'é'uuuu");
    };
  }

  private static boolean takes(ArrowType type, CalendarUnit unit) {
    return type instanceof ArrowType.Timestamp
        || unit.isOfCalendar() == (type instanceof ArrowType.Date);
  }

  /** A function of a time that gives one of the same type. */
  private static Case of(
      String name, ArrowType type, Expression expression, UnaryOperator<Temporal> reference) {
    return new Case(
        name,
        expression.cast(counts(type)),
        r ->
            r.v == null
                ? null
                : TimeReference.count(reference.apply(TimeReference.temporal(r.v, type)), type));
  }

  private static boolean has(ArrowType type, TimePart part) {
    boolean isClock = part.compareTo(TimePart.HOUR) >= 0;
    return switch (type) {
      case ArrowType.Date t -> !isClock;
      case ArrowType.Time t -> isClock && part != TimePart.EPOCH_SECOND;
      default -> true;
    };
  }
}
