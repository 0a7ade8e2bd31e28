package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
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
}
