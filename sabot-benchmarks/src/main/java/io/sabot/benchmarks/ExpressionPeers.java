package io.sabot.benchmarks;

/**
 * Expressions on Sabot, Gandiva and DuckDB, side by side in one process, on the same rows, one
 * thread each, answers compared, losers shown.
 */
final class ExpressionPeers {
  private ExpressionPeers() {}

  static void run(PeerOptions options) {
    PeerReport report = new PeerReport();
    report.say(
        "batches of %,d rows, 1 thread each, JDK %s, %d pairs; ratio: seconds of the peer over"
            + " those of Sabot",
        PeerRows.BATCH_ROWS, Runtime.version(), options.pairs());
    try (DuckDb duckdb = new DuckDb();
        PeerRows measures = PeerRows.measures(options.bigRows(), options.seed())) {
      duckdb.load("measures", measures.batches());
      try (DuckDb.Question question = SumPeers.question(duckdb, "measures")) {
        SumPeers sums = new SumPeers(report, measures, question);
        sums.first();
        QueryPeers.ask(report, duckdb, options);
        try (TextPeers texts = new TextPeers(report, duckdb, options)) {
          texts.ask();
        }
        FilterPeers filters = new FilterPeers(report, options.pairs());
        filters.sweep(measures);
        filters.fromMemory(3 * options.bigRows(), options.seed());
        filters.project(measures);
        FunctionPeers.ask(report, measures, options);
        sums.steady(options.pairs(), options.warmMillis());
      }
    }
    report.end();
  }
}
