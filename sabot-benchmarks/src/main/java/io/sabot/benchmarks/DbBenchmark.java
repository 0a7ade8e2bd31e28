package io.sabot.benchmarks;

import io.sabot.benchmarks.DbBenchmarkOptions.Order;
import io.sabot.benchmarks.DbBenchmarkOptions.Where;
import java.util.Locale;
import java.util.Map;

/**
 * The questions of db-benchmark, ten about groups and five about joins, on Sabot and on DuckDB,
 * over the same rows in memory, answers compared. Strings of few values lie in both as they come
 * and encoded; of each side the faster form counts.
 */
final class DbBenchmark {
  private DbBenchmark() {}

  static void run(DbBenchmarkOptions options) {
    DbReport.say(
        "%,d rows in batches of %,d, %d %% nulls%s, %s keys, %d threads each, JDK %s, %d runs each;"
            + " ratio: seconds of DuckDB over those of Sabot",
        options.rows(),
        PeerRows.BATCH_ROWS,
        options.nulls(),
        options.order() == Order.SORTED ? ", sorted" : "",
        name(options.skew()),
        options.threads(),
        Runtime.version(),
        options.pairs());
    if (options.where() == Where.APART) {
      DbReport.close(new DbApart(options).ask());
    } else if (options.skew() != Skew.EVEN) {
      DbReport.close(skewed(options));
    } else {
      DbReport report = DbTable.ask(options, "");
      if (options.where() == Where.HERE_AND_APART) {
        new DbApart(options).compare(report);
      }
      DbReport.close(report.ratios());
    }
  }

  private static String name(Skew skew) {
    return skew.name().toLowerCase(Locale.ROOT);
  }

  /** Asks of even and of skewed rows; says what share of the speed is left. */
  private static Map<String, Double> skewed(DbBenchmarkOptions options) {
    DbReport even = DbTable.ask(options.even(), ", even keys");
    DbReport skewed = DbTable.ask(options, ", skewed keys");
    DbReport.say("%n%-34s %9s", "speed of Sabot", "of even");
    for (DbReport.Result result : skewed.results()) {
      DbReport.say(
          "%-34s %9.2f",
          DbReport.label(result.question()), even.seconds(result.name()) / result.seconds());
    }
    return skewed.ratios();
  }
}
