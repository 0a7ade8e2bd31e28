package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.Expression;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Times as texts in a pattern and back, line by line of the docs. */
@Tag("contract")
class TimeTextTest {
  private static List<Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  private static List<Object> list(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void timesAreWrittenOnTheClockOfTheirZone() {
    TextTable t =
        table(
            "z:timestamp(ms, Europe/Berlin), d:date, c:time(us)",
            row(
                Instant.parse("2024-07-01T10:00:00.5Z"),
                LocalDate.of(0, 2, 29),
                LocalTime.of(1, 2)),
            row(null, LocalDate.of(12345, 1, 2), null));
    assertThat(of(col("z").formatTime("dd.MM.yyyy HH:mm:ss,SSS XXX"), t))
        .isEqualTo(list("01.07.2024 12:00:00,500 +02:00", null));
    assertThat(of(col("d").formatTime("yyyy-MM-dd"), t))
        .isEqualTo(list("0000-02-29", "+12345-01-02"));
    assertThat(of(col("d").formatTime("yyyy G"), t)).isEqualTo(list("0001 BCE", "+12345 CE"));
    assertThat(of(col("d").formatTime("EEE, d MMM 'y' yy"), t))
        .isEqualTo(list("Tue, 29 Feb y 00", "Tue, 2 Jan y 45"));
    assertThat(of(col("c").formatTime("h:mm a"), t)).isEqualTo(list("1:02 AM", null));
  }

  @Test
  void textsAreReadInAPattern() {
    TextTable t =
        table(
            "s:utf8", row("29.02.2024"), row("29.02.2023"), row(" 29.02.2024"), row((Object) null));
    assertThat(of(col("s").tryParseDate("dd.MM.yyyy"), t))
        .isEqualTo(list(LocalDate.of(2024, 2, 29), null, null, null));
    assertThat(of(col("s").tryParseTimestamp("dd.MM.yyyy"), t).getFirst())
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
    assertThat(of(lit("13.05").parseTime("HH.mm"), t).getFirst()).isEqualTo(LocalTime.of(13, 5));
    assertThat(of(lit("1 PM").parseTime("h a"), t).getFirst()).isEqualTo(LocalTime.of(13, 0));
    assertThat(
            of(lit("20240131 07:00:01.1234567").parseTimestamp("uuuuMMdd HH:mm:ss.SSSSSSS"), t)
                .getFirst())
        .isEqualTo(LocalDateTime.of(2024, 1, 31, 7, 0, 1, 123_456_000));
    assertThat(
            of(lit("2024-03-31 02:30").parseTimestamp("uuuu-MM-dd HH:mm", "Europe/Berlin"), t)
                .getFirst())
        .isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
    assertThat(
            of(
                    lit("2024-03-31 02:30 -05:00")
                        .parseTimestamp("uuuu-MM-dd HH:mm XXX", "Europe/Berlin"),
                    t)
                .getFirst())
        .isEqualTo(Instant.parse("2024-03-31T07:30:00Z"));
    for (String layout : List.of("large_utf8", "utf8_view", "dictionary<utf8>")) {
      assertThat(
              of(
                  col("s").parseDate("uuuu-MM-dd"),
                  table("s:" + layout, row("2024-01-02"), row((Object) null))))
          .isEqualTo(list(LocalDate.of(2024, 1, 2), null));
    }
  }

  @Test
  void aTextThatDoesNotReadIsAnErrorOfItsRow() {
    TextTable t = table("s:utf8, ok:bool", row("2024-01-02", true), row("2024-13-02", false));
    assertThatThrownBy(() -> of(col("s").parseDate("uuuu-MM-dd"), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "a text must read as Date32 by 'uuuu-MM-dd', but '2024-13-02' in \"parse_date(s,"
                + " 'uuuu-MM")
        .hasMessageContaining("at row 1 does not; use tryParseDate, which gives null there");
    assertThatThrownBy(() -> of(col("s").parseTimestamp("uuuu-MM-dd"), t))
        .hasMessageContaining("use tryParseTimestamp, which gives null there");
    assertThat(of(when(col("ok")).then(col("s").parseDate("uuuu-MM-dd")).end(), t))
        .isEqualTo(list(LocalDate.of(2024, 1, 2), null));
    TextTable far = table("n:timestamp(s)", row(Long.MAX_VALUE));
    assertThatThrownBy(() -> of(col("n").formatTime("uuuu"), far))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("a time must have a text in the pattern, but 9223372036854775807 in")
        .hasMessageContaining("leave such rows out with a filter");
  }

  @Test
  void patternsThatCannotWorkAreRefusedInThePlan() {
    TextTable t = table("s:utf8, d:date, l:timestamp(s), c:time(s)");
    assertThatThrownBy(() -> of(col("d").formatTime("HH:mm"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "a pattern must ask for what the time has: HH:mm does not, but \"d\" is Date32")
        .hasMessageContaining("cast it to a timestamp");
    assertThatThrownBy(() -> of(col("l").formatTime("XXX"), t)).hasMessageContaining("with atZone");
    assertThatThrownBy(() -> of(col("l").formatTime("jj"), t))
        .hasMessageContaining(
            "a pattern must be one of java.time.format.DateTimeFormatter, but \"jj\" does not")
        .hasMessageContaining("and quote text with '");
    assertThatThrownBy(() -> of(col("s").parseDate("uuuu-MM"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"parse_date\": a pattern must tell year, month and day")
        .hasMessageContaining("write them all, e.g. uuuu-MM-dd HH:mm");
    assertThatThrownBy(() -> of(col("s").parseTimestamp("uuuu-MM-dd hh:mm"), t))
        .hasMessageContaining("and the clock not by halves");
    assertThatThrownBy(() -> of(col("s").parseTimestamp("uuuu-MM-dd HH:mm XXX"), t))
        .hasMessageContaining("offsets need the zone as third argument");
    assertThatThrownBy(() -> of(col("s").parseTime("mm:ss"), t))
        .hasMessageContaining("\"parse_time\": a pattern must tell the hour");
    assertThatThrownBy(() -> of(col("s").parseTimestamp("uuuu-MM-dd", "Nowhere"), t))
        .hasMessageContaining("a time zone must be known");
  }

  @Test
  void agreesWithJavaTimeOverTextsNearlyRight() {
    List<String> patterns =
        List.of(
            "uuuu-MM-dd HH:mm:ss.SSS",
            "uuuuMMddHHmmss",
            "dd/MM/uuuu'T'HH:mm:ss",
            "d MMM uuuu h:mm:ss a",
            "uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    Seed.next()
        .run(random -> {
          for (String pattern : patterns) {
            DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
            List<String> texts = texts(random, formatter);
            Row[] rows = texts.stream().map(Tables::row).toArray(Row[]::new);
            TextTable table = table("s:utf8", rows);
            List<@Nullable Object> local = new ArrayList<>();
            List<@Nullable Object> instants = new ArrayList<>();
            for (String text : texts) {
              LocalDateTime time = read(text, formatter);
              local.add(time);
              instants.add(
                  time == null ? null : time.atZone(ZoneId.of("America/New_York")).toInstant());
            }
            assertThat(of(col("s").tryParseTimestamp(pattern), table)).isEqualTo(local);
            assertThat(of(col("s").tryParseTimestamp(pattern, "America/New_York"), table))
                .isEqualTo(instants);
          }
        });
  }

  private static @Nullable LocalDateTime read(String text, DateTimeFormatter formatter) {
    try {
      return LocalDateTime.parse(text, formatter).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private static List<String> texts(SplittableRandom random, DateTimeFormatter formatter) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long second = random.nextLong(-70_000_000_000L, 250_000_000_000L);
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(second, random.nextInt(1_000_000_000), ZoneOffset.UTC);
      StringBuilder text = new StringBuilder(time.format(formatter));
      if (random.nextInt(3) > 0) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, random.nextInt(10));
          default -> text.setCharAt(at, "0123456789-:/é ".charAt(random.nextInt(15)));
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void whatIsWrittenReadsBack() {
    Seed.next()
        .run(random -> {
          List<Row> rows = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            rows.add(row(random.nextLong(-5_000_000_000_000_000L, 9_000_000_000_000_000L)));
          }
          TextTable table = table("u:timestamp(us, Europe/Berlin)", rows.toArray(Row[]::new));
          String pattern = "uuuu-MM-dd HH:mm:ss.SSSSSSXXXXX";
          Expression back = col("u").formatTime(pattern).parseTimestamp(pattern, "Europe/Berlin");
          assertThat(of(back.eq(col("u")), table)).containsOnly(true);
        });
  }
}
