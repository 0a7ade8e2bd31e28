package io.sabot.benchmarks;

import io.sabot.benchmarks.PeerReport.Peer;
import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import java.util.List;
import java.util.SplittableRandom;

/** Not one pretty question: many random ones, of which the distribution is told. */
final class QueryPeers {
  private static final int WARM_UPS = 5;
  private static final int LOSERS = 40;

  private QueryPeers() {}

  static void ask(PeerReport report, DuckDb duckdb, PeerOptions options) {
    report.say(
        "%n%d random queries over %,d rows, seed %d",
        options.queries(), options.rows(), options.seed());
    int mark = report.mark();
    try (PeerRows rows = PeerRows.mixed(options.rows(), options.seed())) {
      duckdb.load("mixed", rows.batches());
      SplittableRandom random = new SplittableRandom(options.seed());
      for (int i = 0; i < options.queries(); i++) {
        RandomQuery query = RandomQuery.next(random, "mixed");
        report.keep(Peer.DUCKDB, query.sql(), ratio(query, rows.stream(), duckdb, options));
      }
    }
    if (options.queries() > 0) {
      report.summary("random queries vs duckdb", mark, LOSERS);
    }
  }

  private static double ratio(RandomQuery query, Stream rows, DuckDb duckdb, PeerOptions options) {
    Stream sabot = query.on(rows);
    try (DuckDb.Question question = duckdb.prepare(query.sql())) {
      Answers.requireEqual(
          query.sql(), answer(sabot), question.answer(), query.scale() * options.rows());
      return PairedRuns.of(WARM_UPS, options.pairs(), () -> answer(sabot), question::answer)
          .medianSpeedUp();
    }
  }

  private static List<Object> answer(Stream stream) {
    return stream.toList().stream().map(Row::values).flatMap(List::stream).toList();
  }
}
