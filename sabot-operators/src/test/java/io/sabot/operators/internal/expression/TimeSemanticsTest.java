package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.makeDate;
import static io.sabot.Expressions.makeTimestamp;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.CalendarUnit;
import io.sabot.expression.Expression;
import io.sabot.expression.TimePart;
import io.sabot.testkit.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the functions of times give, line by line of the docs. */
@Tag("contract")
class TimeSemanticsTest {
  private static List<Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  private static List<Object> list(Object... values) {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value instanceof Integer number ? (Object) number.longValue() : value);
    }
    return list;
  }

  @Test
  void partsFollowIso() {
    TextTable t =
        table(
            "d:date",
            row(LocalDate.of(2021, 1, 3)),
            row(LocalDate.of(0, 2, 29)),
            row((Object) null));
    assertThat(of(col("d").year(), t)).isEqualTo(list(2021, 0, null));
    assertThat(of(col("d").quarter(), t)).isEqualTo(list(1, 1, null));
    assertThat(of(col("d").month(), t)).isEqualTo(list(1, 2, null));
    assertThat(of(col("d").day(), t)).isEqualTo(list(3, 29, null));
    assertThat(of(col("d").dayOfWeek(), t)).isEqualTo(list(7, 2, null));
    assertThat(of(col("d").dayOfYear(), t)).isEqualTo(list(3, 60, null));
    assertThat(of(col("d").isoWeek(), t)).isEqualTo(list(53, 9, null));
    assertThat(of(col("d").isoYear(), t)).isEqualTo(list(2020, 0, null));
    assertThat(of(col("d").extract(TimePart.ISO_YEAR), t)).isEqualTo(list(2020, 0, null));
    assertThat(of(lit(LocalDate.of(2021, 1, 3)).year(), t)).isEqualTo(list(2021, 2021, 2021));
    assertThat(of(lit(null).year(), t)).isEqualTo(list(null, null, null));
  }

  @Test
  void partsOfSecondsIncludeTheSeconds() {
    TextTable t =
        table(
            "u:timestamp(us), n:time(ns), s:time(s)",
            row(
                LocalDateTime.of(1969, 12, 31, 23, 58, 59, 123_456_000),
                LocalTime.of(1, 2, 3, 4_005_006),
                LocalTime.of(23, 59, 59)));
    assertThat(of(col("u").hour(), t)).isEqualTo(list(23));
    assertThat(of(col("u").minute(), t)).isEqualTo(list(58));
    assertThat(of(col("u").second(), t)).isEqualTo(list(59));
    assertThat(of(col("u").millisecond(), t)).isEqualTo(list(59_123));
    assertThat(of(col("u").microsecond(), t)).isEqualTo(list(59_123_456));
    assertThat(of(col("u").nanosecond(), t)).isEqualTo(list(59_123_456_000L));
    assertThat(of(col("u").epochSecond(), t)).isEqualTo(list(-61));
    assertThat(of(col("n").nanosecond(), t)).isEqualTo(list(3_004_005_006L));
    assertThat(of(col("n").microsecond(), t)).isEqualTo(list(3_004_005));
    assertThat(of(col("s").millisecond(), t)).isEqualTo(list(59_000));
  }

  @Test
  void partsOfInstantsAreThoseOfTheClockInTheirZone() {
    Instant change = Instant.parse("2024-03-31T01:00:00Z");
    TextTable t =
        table(
            "z:timestamp(ms, Europe/Berlin), u:timestamp(ns, UTC)",
            row(change.minusMillis(1), change),
            row(change, Instant.parse("1969-12-31T23:59:59.999999999Z")));
    assertThat(of(col("z").hour(), t)).isEqualTo(list(1, 3));
    assertThat(of(col("z").epochSecond(), t))
        .isEqualTo(list(change.getEpochSecond() - 1, change.getEpochSecond()));
    assertThat(of(col("u").hour(), t)).isEqualTo(list(1, 23));
    assertThat(of(col("u").year(), t)).isEqualTo(list(2024, 1969));
  }

  @Test
  void secondsPastTheCalendarAreAnError() {
    TextTable t = table("s:timestamp(s)", row((Object) null), row(Long.MAX_VALUE));
    assertThatThrownBy(() -> of(col("s").year(), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "a time must lie within the years -999999999 to 999999999, but 9223372036854775807 in"
                + " \"year(s)\" at row 1 does not; leave such rows out with a filter");
    assertThatThrownBy(() -> of(col("s").epochSecond(), t)).hasMessageContaining("at row 1");
    assertThat(of(col("s").epochSecond(), table("s:timestamp(s)", row(7L)))).isEqualTo(list(7));
  }

  @Test
  void whatHasNoSuchPartIsRefused() {
    TextTable t = table("d:date, c:time(s), s:utf8, x:timestamp(s, Nowhere/City)");
    assertThatThrownBy(() -> of(col("d").hour(), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "\"hour\" takes times of day and timestamps as time, but \"d\" is Date32")
        .hasMessageContaining("cast the argument to one of them");
    assertThatThrownBy(() -> of(col("c").year(), t))
        .hasMessageContaining("it works on Date32, Date64, Timestamp(MICROSECOND), Timestamp");
    assertThatThrownBy(() -> of(col("s").month(), t)).hasMessageContaining("cast the argument");
    assertThatThrownBy(() -> of(col("x").month(), t))
        .hasMessageContaining("a time zone must be known, but \"Nowhere/City\"");
  }

  @Test
  void truncationFollowsTheCalendarAndTheClock() {
    LocalDateTime time = LocalDateTime.of(2024, 8, 14, 13, 14, 15, 123_456_000);
    TextTable t =
        table("u:timestamp(us), d:date", row(time, LocalDate.of(2024, 8, 14)), row(null, null));
    assertThat(of(col("u").truncate(CalendarUnit.YEAR), t))
        .isEqualTo(list(LocalDateTime.of(2024, 1, 1, 0, 0), null));
    assertThat(of(col("u").truncate(CalendarUnit.QUARTER), t))
        .isEqualTo(list(LocalDateTime.of(2024, 7, 1, 0, 0), null));
    assertThat(of(col("d").truncate(CalendarUnit.WEEK), t))
        .isEqualTo(list(LocalDate.of(2024, 8, 12), null));
    assertThat(of(col("d").truncate(CalendarUnit.MONTH), t))
        .isEqualTo(list(LocalDate.of(2024, 8, 1), null));
    assertThat(of(col("u").truncate(CalendarUnit.HOUR), t))
        .isEqualTo(list(LocalDateTime.of(2024, 8, 14, 13, 0), null));
    assertThat(of(col("u").truncate(CalendarUnit.MILLISECOND), t))
        .isEqualTo(list(time.withNano(123_000_000), null));
    assertThat(of(col("u").truncate(CalendarUnit.NANOSECOND), t)).isEqualTo(list(time, null));
    assertThat(of(col("d").truncate(CalendarUnit.HOUR), t))
        .isEqualTo(list(LocalDate.of(2024, 8, 14), null));
  }

  @Test
  void daysOfInstantsBeginWhereTheClockFirstShowsThem() {
    // In Havana the clock goes from 01:00 back to 00:00: that hour is shown twice.
    Instant first = Instant.parse("2024-11-03T04:00:00Z");
    TextTable t =
        table(
            "h:timestamp(s, America/Havana), s:timestamp(s, America/Sao_Paulo)",
            row(first.plusSeconds(600), Instant.parse("2018-11-04T12:00:00Z")),
            row(first.plusSeconds(3_600 + 600), Instant.parse("2018-11-04T03:00:00Z")));
    assertThat(of(col("h").truncate(CalendarUnit.DAY), t)).isEqualTo(list(first, first));
    assertThat(of(col("h").truncate(CalendarUnit.HOUR), t))
        .isEqualTo(list(first, first.plusSeconds(3_600)));
    // In Sao Paulo it goes from 00:00 to 01:00 on that day.
    Instant start = Instant.parse("2018-11-04T03:00:00Z");
    assertThat(of(col("s").truncate(CalendarUnit.DAY), t)).isEqualTo(list(start, start));
  }

  @Test
  void truncationThatCannotBeIsRefused() {
    TextTable t =
        table(
            "c:time(s), d:date, n:timestamp(ns)",
            row(LocalTime.NOON, null, -9_223_372_036_000_000_000L));
    assertThatThrownBy(() -> of(col("c").truncate(CalendarUnit.MONTH), t))
        .hasMessageContaining(
            "\"date_trunc\" of a time of day takes hours and smaller units, but \"c\" is"
                + " Time(SECOND")
        .hasMessageContaining("use hour, minute, second, millisecond");
    assertThatThrownBy(() -> of(Expression.function("date_trunc", col("d"), "mont"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "\"date_trunc\": a unit must be known, but 'mont' is not; did you mean \"month\"? units"
                + " are: year, quarter, month");
    assertThatThrownBy(() -> of(Expression.function("date_trunc", col("d"), lit("a").upper()), t))
        .hasMessageContaining("\"date_trunc\" takes a literal as unit")
        .hasMessageContaining("it must be known before the first row");
    assertThatThrownBy(() -> of(col("n").truncate(CalendarUnit.DAY), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("a result must fit Timestamp(NANOSECOND), but 1677-09-21 00:12:44")
        .hasMessageContaining("cast the time to a coarser unit first");
  }

  @Test
  void localTimeBecomesAnInstantInAZoneAndBack() {
    LocalDateTime gap = LocalDateTime.of(2024, 3, 31, 2, 30);
    LocalDateTime twice = LocalDateTime.of(2024, 10, 27, 2, 30);
    TextTable t =
        table(
            "l:timestamp(s), d:date",
            row(gap, LocalDate.of(2024, 7, 1)),
            row(twice, LocalDate.of(2024, 1, 1)),
            row(null, null));
    assertThat(of(col("l").atZone("Europe/Berlin"), t))
        .isEqualTo(
            list(
                Instant.parse("2024-03-31T01:30:00Z"),
                Instant.parse("2024-10-27T00:30:00Z"),
                null));
    assertThat(of(col("l").atZone("Europe/Berlin").toLocal(), t))
        .isEqualTo(list(gap.plusHours(1), twice, null));
    assertThat(of(col("d").atZone("+02:00"), t))
        .isEqualTo(
            list(
                Instant.parse("2024-06-30T22:00:00Z"),
                Instant.parse("2023-12-31T22:00:00Z"),
                null));
    Expression tokyo = col("l").atZone("Europe/Berlin").toZone("Asia/Tokyo");
    assertThat(of(tokyo.hour(), t)).isEqualTo(list(10, 9, null));
    assertThat(of(tokyo.toLocal().eq(tokyo.toLocal()), t)).isEqualTo(list(true, true, null));
    assertThat(of(tokyo.eq(col("l").atZone("Europe/Berlin")), t)).isEqualTo(list(true, true, null));
  }

  @Test
  void zonesAndInstantsThatDoNotFitAreRefused() {
    TextTable t =
        table("l:timestamp(s), z:timestamp(ns, UTC), c:time(s)", row(null, Long.MAX_VALUE, null));
    assertThatThrownBy(() -> of(col("l").atZone("Europe/Pariss"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("a time zone must be known, but \"Europe/Pariss\" in")
        .hasMessageContaining("did you mean \"Europe/Paris\"?");
    assertThatThrownBy(() -> of(col("z").atZone("UTC"), t))
        .hasMessageContaining("\"at_zone\" takes dates and timestamps without a zone as local")
        .hasMessageContaining("it works on Date32, Date64, Timestamp(MICROSECOND); cast");
    assertThatThrownBy(() -> of(col("l").toLocal(), t))
        .hasMessageContaining("\"to_local\" takes timestamps with a zone as instant");
    assertThatThrownBy(() -> of(col("z").toZone("+10:00").toLocal(), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("a value must fit Timestamp(NANOSECOND), but 2262-04-12 09:47:16");
  }

  @Test
  void monthsEndWhereTheyEndAndDaysKeepTheClock() {
    TextTable t =
        table(
            "d:date, n:int, z:timestamp(s, Europe/Berlin), c:time(s)",
            row(
                LocalDate.of(2024, 1, 31),
                1,
                Instant.parse("2024-03-30T01:30:00Z"),
                LocalTime.of(23, 30)),
            row(
                LocalDate.of(2023, 3, 31),
                -1,
                Instant.parse("2024-10-27T01:30:00Z"),
                LocalTime.of(0, 10)),
            row(null, 1, null, null),
            row(LocalDate.of(2024, 2, 29), null, null, null));
    assertThat(of(col("d").plusMonths(col("n")), t))
        .isEqualTo(list(LocalDate.of(2024, 2, 29), LocalDate.of(2023, 2, 28), null, null));
    assertThat(of(col("d").plusYears(1), t).subList(0, 1))
        .isEqualTo(list(LocalDate.of(2025, 1, 31)));
    assertThat(of(col("d").plusYears(1), t).get(3)).isEqualTo(LocalDate.of(2025, 2, 28));
    assertThat(of(col("d").plusWeeks(-1), t).getFirst()).isEqualTo(LocalDate.of(2024, 1, 24));
    assertThat(of(col("z").plusDays(1), t).subList(0, 2))
        .isEqualTo(
            list(Instant.parse("2024-03-31T01:30:00Z"), Instant.parse("2024-10-28T01:30:00Z")));
    assertThat(of(col("z").plusDays(0), t).get(1)).isEqualTo(Instant.parse("2024-10-27T01:30:00Z"));
    assertThat(of(col("z").plusHours(24), t).subList(0, 1))
        .isEqualTo(list(Instant.parse("2024-03-31T01:30:00Z")));
    assertThat(of(col("c").plusMinutes(col("n").times(20)), t))
        .isEqualTo(list(LocalTime.of(23, 50), LocalTime.of(23, 50), null, null));
    assertThat(of(col("c").plusHours(1), t).getFirst()).isEqualTo(LocalTime.of(0, 30));
    assertThat(of(col("c").plus(5, CalendarUnit.MILLISECOND), t).getFirst())
        .isEqualTo(LocalTime.of(23, 30, 0, 5_000_000));
    assertThat(of(col("z").plus(1, CalendarUnit.NANOSECOND), t).getFirst())
        .isEqualTo(Instant.parse("2024-03-30T01:30:00.000000001Z"));
  }

  @Test
  void shiftsThatCannotBeAreRefused() {
    TextTable t =
        table(
            "d:date, c:time(s), u:timestamp(us)",
            row(LocalDate.of(9999, 1, 1), LocalTime.NOON, LocalDateTime.MIN.withYear(1)));
    assertThatThrownBy(() -> of(col("d").plusHours(1), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "\"date_add\" of a date takes days and larger units, but \"d\" is Date32; cast it to a"
                + " timestamp first");
    assertThatThrownBy(() -> of(col("c").plusDays(1), t))
        .hasMessageContaining("\"date_add\" of a time of day takes hours and smaller units");
    assertThatThrownBy(() -> of(col("d").plusYears(5_900_000), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "a result must fit Date32, but 9999-01-01, 5900000 in \"date_add(d, 5900000,");
    assertThatThrownBy(() -> of(col("u").plusHours(Long.MAX_VALUE), t))
        .hasMessageContaining("a result must fit Timestamp(MICROSECOND)");
    assertThatThrownBy(() -> of(col("u").plusDays(Long.MIN_VALUE), t))
        .hasMessageContaining("a result must fit Timestamp(MICROSECOND)");
  }

  @Test
  void timesAndDurationsAreAddedInTheFinerUnit() {
    LocalDateTime noon = LocalDateTime.of(2024, 2, 28, 12, 0);
    TextTable t =
        table(
            "s:timestamp(s), d:date, c:time(s), l:duration(ms), n:int",
            row(noon, LocalDate.of(2024, 2, 28), LocalTime.of(23, 0), Duration.ofMillis(1_500), 3),
            row(null, null, null, null, null));
    assertThat(of(col("s").plus(Duration.ofDays(1)), t)).isEqualTo(list(noon.plusDays(1), null));
    assertThat(of(col("s").minus(col("l")), t))
        .isEqualTo(list(noon.minusNanos(1_500_000_000), null));
    assertThat(of(lit(Duration.ofSeconds(1)).plus(col("s")), t))
        .isEqualTo(list(noon.plusSeconds(1), null));
    assertThat(of(col("s").plus(Duration.ofNanos(1_000)), t))
        .isEqualTo(list(noon.plusNanos(1_000), null));
    assertThat(of(col("d").plus(Duration.ofHours(36)), t))
        .isEqualTo(list(LocalDateTime.of(2024, 2, 29, 12, 0), null));
    assertThat(of(col("c").plus(Duration.ofHours(2)), t)).isEqualTo(list(LocalTime.of(1, 0), null));
    assertThat(of(col("c").minus(Duration.ofHours(24)), t))
        .isEqualTo(list(LocalTime.of(23, 0), null));
    assertThat(of(col("l").plus(Duration.ofSeconds(1)), t))
        .isEqualTo(list(Duration.ofMillis(2_500), null));
    assertThat(of(col("l").times(col("n")), t)).isEqualTo(list(Duration.ofMillis(4_500), null));
    assertThat(of(lit(2).times(col("l")), t)).isEqualTo(list(Duration.ofMillis(3_000), null));
    assertThat(of(col("l").intDiv(4), t)).isEqualTo(list(Duration.ofMillis(375), null));
    assertThat(of(col("l").negate(), t)).isEqualTo(list(Duration.ofMillis(-1_500), null));
    assertThat(of(col("l").div(Duration.ofMillis(1_000)), t)).isEqualTo(list(1.5, null));
    assertThat(of(col("l").intDiv(Duration.ofMillis(1_000)), t)).isEqualTo(list(1, null));
    assertThat(of(col("l").rem(Duration.ofMillis(1_000)), t))
        .isEqualTo(list(Duration.ofMillis(500), null));
    assertThat(of(col("s").plus(lit(null)), t)).isEqualTo(list(null, null));
  }

  @Test
  void differencesAreDurationsAndOfDatesDays() {
    LocalDateTime noon = LocalDateTime.of(2024, 2, 28, 12, 0);
    TextTable t =
        table(
            "s:timestamp(s), m:timestamp(ms), d:date, e:date64, c:time(s)",
            row(
                noon,
                noon.plusNanos(1_500_000_000),
                LocalDate.of(2024, 3, 1),
                LocalDate.of(2024, 2, 28),
                LocalTime.of(1, 0)));
    assertThat(of(col("m").minus(col("s")), t)).isEqualTo(list(Duration.ofMillis(1_500)));
    assertThat(of(col("d").minus(col("e")), t)).isEqualTo(list(2));
    assertThat(of(col("e").minus(LocalDate.of(2024, 3, 1)), t)).isEqualTo(list(-2));
    assertThat(of(col("s").minus(col("e")), t)).isEqualTo(list(Duration.ofHours(12)));
    assertThat(of(col("c").minus(LocalTime.of(2, 0)), t)).isEqualTo(list(Duration.ofHours(-1)));
  }

  @Test
  void arithmeticThatMeansNothingIsRefused() {
    TextTable t =
        table(
            "s:timestamp(s), z:timestamp(s, UTC), l:duration(s)", row(Long.MAX_VALUE, null, null));
    assertThatThrownBy(() -> of(col("s").plus(col("s")), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"plus\" moves a time by a duration, but \"s\" is Timestamp(SECOND)")
        .hasMessageContaining("give a java.time.Duration, or use plusDays, plusMonths");
    assertThatThrownBy(() -> of(col("s").plus(1), t))
        .hasMessageContaining("moves a time by a duration");
    assertThatThrownBy(() -> of(col("s").minus(col("z")), t))
        .hasMessageContaining("a timestamp with a zone is an instant, one without is local");
    assertThatThrownBy(() -> of(col("s").times(2), t))
        .hasMessageContaining("\"times\" of times takes a duration and an integer");
    assertThatThrownBy(() -> of(col("l").times(0.5), t)).hasMessageContaining("an integer");
    assertThatThrownBy(() -> of(col("l").div(2), t))
        .hasMessageContaining("\"div\" of a duration takes two durations");
    assertThatThrownBy(() -> of(col("s").negate(), t))
        .hasMessageContaining("\"negate\" takes numbers and durations");
    assertThatThrownBy(() -> of(col("s").plus(Duration.ofSeconds(1)), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("a result must fit Int64, but 9223372036854775807 + 1 in");
  }

  @Test
  void untilCountsWholeUnits() {
    LocalDateTime noon = LocalDateTime.of(2024, 1, 31, 12, 0);
    TextTable t =
        table(
            "a:timestamp(s), b:timestamp(ms), z:timestamp(s, Europe/Berlin)",
            row(noon, noon.plusMonths(1).minusSeconds(1), Instant.parse("2024-03-30T11:00:00Z")));
    assertThat(of(col("a").until(col("b"), CalendarUnit.MONTH), t)).isEqualTo(list(0));
    assertThat(of(col("a").until(col("b"), CalendarUnit.DAY), t)).isEqualTo(list(28));
    assertThat(of(col("b").until(col("a"), CalendarUnit.DAY), t)).isEqualTo(list(-28));
    assertThat(of(col("a").until(col("b"), CalendarUnit.HOUR), t)).isEqualTo(list(29 * 24 - 1));
    assertThat(of(col("a").until(LocalDate.of(2025, 1, 31), CalendarUnit.QUARTER), t))
        .isEqualTo(list(3));
    // The clock is set forward in between: a day of 23 hours.
    Instant next = Instant.parse("2024-03-31T10:00:00Z");
    assertThat(of(col("z").until(next, CalendarUnit.DAY), t)).isEqualTo(list(1));
    assertThat(of(col("z").until(next, CalendarUnit.HOUR), t)).isEqualTo(list(23));
    assertThatThrownBy(() -> of(col("a").until(lit(LocalTime.NOON), CalendarUnit.HOUR), t))
        .hasMessageContaining("\"until\" needs values of one type");
    assertThatThrownBy(() -> of(lit(LocalDate.EPOCH).until(LocalDate.EPOCH, CalendarUnit.HOUR), t))
        .hasMessageContaining("\"until\" of a date takes days and larger units");
    TextTable far = table("n:timestamp(s)", row(9_000_000_000_000_000L));
    assertThatThrownBy(() ->
            of(col("n").until(LocalDateTime.of(2000, 1, 1, 0, 0), CalendarUnit.NANOSECOND), far))
        .isInstanceOf(RunException.class);
  }

  @Test
  void timesAreMadeOfNumbersAndTakenApart() {
    TextTable t =
        table(
            "y:int, m:int8, d:long, z:timestamp(ms, Asia/Tokyo)",
            row(2024, 2, 29L, Instant.parse("2024-01-31T15:00:00.005Z")),
            row(null, 2, 29L, null));
    assertThat(of(makeDate(col("y"), col("m"), col("d")), t))
        .isEqualTo(list(LocalDate.of(2024, 2, 29), null));
    assertThat(of(makeTimestamp(col("y"), col("m"), col("d"), 23, 59, 58), t))
        .isEqualTo(list(LocalDateTime.of(2024, 2, 29, 23, 59, 58), null));
    assertThatThrownBy(() -> of(makeDate(col("y").minus(1), col("m"), col("d")), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "year, month and day must name a day of the calendar, but 2023, 2, 29 in")
        .hasMessageContaining("at row 0 does not; leave such rows out with a filter");
    assertThatThrownBy(() -> of(makeDate(2023, 2, 30), t))
        .hasMessageContaining("must name a day of the calendar, but 2023, 2, 30 in");
    assertThatThrownBy(() -> of(makeTimestamp(col("y"), 1, 1, 24, 0, 0), t))
        .hasMessageContaining("year to second must name a time that a clock shows");
    assertThat(of(col("z").lastDayOfMonth(), t)).isEqualTo(list(LocalDate.of(2024, 2, 29), null));
    assertThat(of(col("z").date(), t)).isEqualTo(list(LocalDate.of(2024, 2, 1), null));
    assertThat(of(col("z").timeOfDay(), t)).isEqualTo(list(LocalTime.of(0, 0, 0, 5_000_000), null));
    assertThat(of(col("d").fromEpoch(TimeUnit.SECOND), t).getFirst())
        .isEqualTo(Instant.ofEpochSecond(29));
    assertThat(of(col("y").fromEpoch(TimeUnit.NANOSECOND), t).getFirst())
        .isEqualTo(Instant.ofEpochSecond(0, 2024));
    assertThatThrownBy(() -> of(Expression.function("from_epoch", col("y"), "day"), t))
        .hasMessageContaining("\"from_epoch\" counts seconds or smaller units, but 'day' is none")
        .hasMessageContaining("multiply to seconds first");
  }
}
