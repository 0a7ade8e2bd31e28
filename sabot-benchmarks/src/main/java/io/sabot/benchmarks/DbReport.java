package io.sabot.benchmarks;

import io.sabot.benchmarks.DbDuck.Form;
import io.sabot.benchmarks.DbSuite.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a line per question, and keeps the steady ratios for the last line. */
final class DbReport {
  private final List<Double> ratios = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();

  void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  void section(String title) {
    say(
        "%n%-34s %9s %9s %9s %-7s | %9s %9s %9s %-7s | %6s %6s %6s %15s",
        title,
        "sabot 1st",
        "10th",
        "steady",
        "form",
        "duck 1st",
        "10th",
        "steady",
        "form",
        "1st",
        "10th",
        "steady",
        "min … max");
  }

  /** Seconds, then how many times faster Sabot is; each in the form that is faster when steady. */
  void add(DbQuestion question, Times early, Times steady) {
    int sabot = steady.sabot();
    int form = steady.duckdb();
    int tenth = early.seconds()[0].length - 1;
    PairedRuns pairs = steady.pairs();
    double[] spread = pairs.speedUps();
    say(
        "%-34s %9.4f %9.4f %9.4f %-7s | %9.4f %9.4f %9.4f %-7s | %6.2f %6.2f %6.2f %7.2f … %.2f",
        question.name() + " " + question.text(),
        early.of(sabot, 0),
        early.of(sabot, tenth),
        pairs.medianFirst(),
        sabot == 0 ? "plain" : "encoded",
        early.of(form, 0),
        early.of(form, tenth),
        pairs.medianSecond(),
        Form.values()[form - 2],
        early.of(form, 0) / early.of(sabot, 0),
        early.of(form, tenth) / early.of(sabot, tenth),
        pairs.medianSpeedUp(),
        spread[0],
        spread[spread.length - 1]);
    ratios.add(pairs.medianSpeedUp());
  }

  /** Ends a section. */
  void end(String title) {
    double logs = ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
    ends.add("%s %.2f".formatted(title, Math.exp(logs)));
    ratios.clear();
  }

  /** The last line: the geometric mean of each section. */
  void close() {
    say("%ngeomean vs duckdb: %s", String.join(", ", ends));
  }
}
