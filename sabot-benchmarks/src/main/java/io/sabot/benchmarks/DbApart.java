package io.sabot.benchmarks;

import io.sabot.benchmarks.DbAlone.Outcome;
import io.sabot.benchmarks.DbInput.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions of db-benchmark in processes of their own: their memory, and their seconds. */
final class DbApart {
  static final String RULE =
      "peak memory of a process of its own with the columns of the question: most resident bytes"
          + " (VmHWM) while the question was asked a few times, less those before, data loaded and"
          + " free memory given back; MiB. Of Sabot's the most that its buffers had is shown, too:"
          + " the rest is the JVM's heap, code, and what compiles it";

  private static final double MEBIBYTE = 1 << 20;
  private static final int RUNS = 3;

  private final DbBenchmarkOptions options;

  DbApart(DbBenchmarkOptions options) {
    this.options = options;
  }

  /** Asks all questions apart; gives the ratios of their steady seconds. */
  Map<String, Double> ask() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    DbReport.say(
        "%n%-34s %9s %9s %-7s | %9s %9s %-7s | %6s | %9s %9s %9s",
        "each engine alone in a process",
        "sabot 1st",
        "steady",
        "form",
        "duck 1st",
        "steady",
        "form",
        "ratio",
        "sabot MiB",
        "buffers",
        "duck MiB");
    for (Section section : Section.values()) {
      for (String name : section.asked(options)) {
        ratios.put(name, ask(section, name));
      }
    }
    DbReport.say("%s", RULE);
    return ratios;
  }

  private double ask(Section section, String name) {
    List<Side> sabots = new ArrayList<>(List.of(Side.PLAIN));
    List<Side> duckdbs = new ArrayList<>(List.of(Side.VARCHAR));
    if (section.hasEnums(name)) {
      duckdbs.add(Side.ENUM);
    }
    if (section.isEncoded(name)) {
      sabots.add(Side.ENCODED);
    }
    Found sabot = fastest(name, sabots);
    Found duckdb = fastest(name, duckdbs);
    double ratio = duckdb.outcome.steady() / sabot.outcome.steady();
    DbReport.say(
        "%-34s %9.4f %9.4f %-7s | %9.4f %9.4f %-7s | %6.2f | %9.0f %9.0f %9.0f",
        name,
        sabot.outcome.first(),
        sabot.outcome.steady(),
        sabot.side.label(),
        duckdb.outcome.first(),
        duckdb.outcome.steady(),
        duckdb.side.label(),
        ratio,
        sabot.outcome.bytes() / MEBIBYTE,
        sabot.outcome.buffers() / MEBIBYTE,
        duckdb.outcome.bytes() / MEBIBYTE);
    return ratio;
  }

  private record Found(Side side, Outcome outcome) {}

  private Found fastest(String name, List<Side> sides) {
    Found best = null;
    for (Side side : sides) {
      Found found = new Found(side, DbAlone.start(options, name, side));
      if (best == null || found.outcome.steady() < best.outcome.steady()) {
        best = found;
      }
    }
    return best;
  }

  /** Prints the memory of each question in its faster forms, and its ratio without flags. */
  void compare(DbReport report) {
    DbBenchmarkOptions few = options.withPairs(Math.min(RUNS, options.pairs()));
    Map<String, Double> flagless =
        DbFlagless.start(few, report.results().stream().map(DbReport.Result::name).toList());
    DbReport.say(
        "%n%-34s %9s %9s %9s %6s | %13s",
        "in other processes", "sabot MiB", "buffers", "duck MiB", "share", "without flags");
    for (DbReport.Result result : report.results()) {
      Outcome alone = DbAlone.start(few, result.name(), result.sabot());
      double sabot = alone.bytes() / MEBIBYTE;
      double buffers = alone.buffers() / MEBIBYTE;
      double duckdb = DbAlone.start(few, result.name(), result.duckdb()).bytes() / MEBIBYTE;
      double ratio = result.duckdbSeconds() / flagless.get(result.name());
      flagless.put(result.name(), ratio);
      DbReport.say(
          "%-34s %9.0f %9.0f %9.0f %6.2f | %13.2f",
          DbReport.label(result.question()), sabot, buffers, duckdb, sabot / duckdb, ratio);
    }
    DbReport.say("%s", RULE);
    DbReport.say(
        "without flags: steady seconds of DuckDB above over those of Sabot, median of %d, in one"
            + " process that was started with nothing but the class path; geomean vs duckdb: %s",
        few.pairs(), DbReport.means(flagless));
  }
}
