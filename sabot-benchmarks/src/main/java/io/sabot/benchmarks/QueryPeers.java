package io.sabot.benchmarks;

import io.sabot.benchmarks.PeerReport.Peer;
import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import java.util.List;
import java.util.SplittableRandom;

/** Not one pretty question: many random ones, of which the distribution is told. */
final class QueryPeers {
  /** Runs of a question that make it neither new nor steady. */
  private static final int EARLY = 10;

  /** Queries before those that are timed. */
  private static final int OTHERS = 40;

  private static final int LOSERS = 40;

  private QueryPeers() {}

  static void ask(PeerReport report, DuckDb duckdb, PeerOptions options) {
    report.say(
        "%n%d random queries over %,d rows, seed %d",
        options.queries(), options.rows(), options.seed());
    int mark = report.mark();
    double logs = 0;
    try (PeerRows rows = PeerRows.mixed(options.rows(), options.seed())) {
      duckdb.load("mixed", rows.batches());
      others(rows, options);
      SplittableRandom random = new SplittableRandom(options.seed());
      for (int i = 0; i < options.queries(); i++) {
        RandomQuery query = RandomQuery.next(random, "mixed");
        Ratios ratios = ratios(query, rows.stream(), duckdb, options);
        report.keep(Peer.DUCKDB, query.sql(), ratios.steady());
        logs += Math.log(ratios.tenth());
      }
    }
    if (options.queries() > 0) {
      report.say("tenth run vs duckdb: geomean %.2f", Math.exp(logs / options.queries()));
      report.summary("random queries vs duckdb, steady", mark, LOSERS);
    }
  }

  /** Queries of another seed, so that those that are timed do not come to a fresh process. */
  private static void others(PeerRows rows, PeerOptions options) {
    SplittableRandom random = new SplittableRandom(options.seed() + 1);
    for (int i = 0; i < Math.min(OTHERS, options.queries()); i++) {
      Stream sabot = RandomQuery.next(random, "mixed").on(rows.stream());
      PairedRuns.warm(options.warmMillis() / 2, () -> answer(sabot));
    }
  }

  /** How many times faster Sabot is. */
  private record Ratios(double tenth, double steady) {}

  private static Ratios ratios(RandomQuery query, Stream rows, DuckDb duckdb, PeerOptions options) {
    Stream sabot = query.on(rows);
    try (DuckDb.Question question = duckdb.prepare(query.sql())) {
      Answers.requireEqual(
          query.sql(), answer(sabot), question.answer(), query.scale() * options.rows());
      PairedRuns early = PairedRuns.of(0, EARLY, () -> answer(sabot), question::answer);
      PairedRuns.warm(options.warmMillis(), () -> answer(sabot));
      PairedRuns steady = PairedRuns.of(1, options.pairs(), () -> answer(sabot), question::answer);
      Answers.requireEqual(
          query.sql(), answer(sabot), question.answer(), query.scale() * options.rows());
      return new Ratios(
          early.second()[EARLY - 1] / early.first()[EARLY - 1], steady.medianSpeedUp());
    }
  }

  private static List<Object> answer(Stream stream) {
    return stream.toList().stream().map(Row::values).flatMap(List::stream).toList();
  }
}
