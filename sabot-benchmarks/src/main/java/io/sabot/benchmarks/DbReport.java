package io.sabot.benchmarks;

import io.sabot.benchmarks.DbInput.Section;
import io.sabot.benchmarks.DbSuite.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a line per question, and keeps what came of each for the lines below. */
final class DbReport {
  private static final String LINE =
      "%-34s %9.4f %9.4f %9.4f %-7s | %9.4f %9.4f %9.4f %-7s | %6.2f %6.2f %6.2f %7.2f … %.2f";

  private final Map<String, Result> results = new LinkedHashMap<>();

  /**
   * What came of a question, steady.
   *
   * @param sabot the faster form of Sabot
   * @param seconds of Sabot
   * @param duckdb the faster form of DuckDB
   * @param ratio seconds of DuckDB over those of Sabot, pair by pair
   */
  record Result(
      DbQuestion question,
      Side sabot,
      double seconds,
      Side duckdb,
      double duckdbSeconds,
      double ratio) {
    String name() {
      return question.name();
    }
  }

  static void say(String format, Object... values) {
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
    Side sabot = steady.sabot();
    Side duckdb = steady.duckdb();
    int tenth = early.seconds().get(sabot).length - 1;
    PairedRuns pairs = steady.pairs();
    double[] spread = pairs.speedUps();
    say(
        LINE,
        label(question),
        early.of(sabot, 0),
        early.of(sabot, tenth),
        pairs.medianFirst(),
        sabot.label(),
        early.of(duckdb, 0),
        early.of(duckdb, tenth),
        pairs.medianSecond(),
        duckdb.label(),
        early.of(duckdb, 0) / early.of(sabot, 0),
        early.of(duckdb, tenth) / early.of(sabot, tenth),
        pairs.medianSpeedUp(),
        spread[0],
        spread[spread.length - 1]);
    results.put(
        question.name(),
        new Result(
            question,
            sabot,
            pairs.medianFirst(),
            duckdb,
            pairs.medianSecond(),
            pairs.medianSpeedUp()));
  }

  static String label(DbQuestion question) {
    return question.name() + " " + question.text();
  }

  Collection<Result> results() {
    return results.values();
  }

  /** Steady seconds of Sabot. */
  double seconds(String question) {
    return results.get(question).seconds();
  }

  /** Name and ratio of each question. */
  Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    results.forEach((name, result) -> ratios.put(name, result.ratio()));
    return ratios;
  }

  /** The geometric mean of each section, such as {@code groupby 1.52, join 1.21}. */
  static String means(Map<String, Double> ratios) {
    List<String> means = new ArrayList<>();
    for (Section section : Section.values()) {
      double[] logs =
          ratios.entrySet().stream()
              .filter(ratio -> Section.of(ratio.getKey()) == section)
              .mapToDouble(ratio -> Math.log(ratio.getValue()))
              .toArray();
      if (logs.length > 0) {
        double mean = Math.exp(java.util.Arrays.stream(logs).average().orElseThrow());
        means.add(String.format(Locale.ROOT, "%s %.2f", section.title, mean));
      }
    }
    return String.join(", ", means);
  }

  /** The last line: the geometric mean of each section. */
  static void close(Map<String, Double> ratios) {
    say("%ngeomean vs duckdb: %s", means(ratios));
  }
}
