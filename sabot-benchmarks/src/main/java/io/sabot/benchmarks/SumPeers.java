package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.sum;

import io.sabot.benchmarks.PeerReport.Peer;
import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import java.util.List;

/** Two conditions, one product, one sum over a table beyond any cache; first, tenth and steady. */
final class SumPeers {
  private static final String TEXT = "sum(v3*0.03+v1) where v3 > 50 and v1 < 3";
  private static final int WARM_UPS = 5;

  private final PeerReport report;
  private final Stream sabot;
  private final DuckDb.Question duckdb;

  SumPeers(PeerReport report, PeerRows rows, DuckDb.Question duckdb) {
    this.report = report;
    this.duckdb = duckdb;
    sabot =
        rows.stream()
            .filter(col("v3").gt(50.0).and(col("v1").lt(3)))
            .aggregate(sum(col("v3").times(0.03).plus(col("v1"))).as("total"));
  }

  static DuckDb.Question question(DuckDb duckdb, String table) {
    return duckdb.prepare(
        "SELECT sum(v3 * 0.03::DOUBLE + v1) FROM " + table + " WHERE v3 > 50 AND v1 < 3");
  }

  /** The first and the tenth run of this process. */
  void first() {
    report.section(TEXT);
    PairedRuns ten = PairedRuns.of(0, 10, this::sabot, duckdb::answer);
    for (int run : List.of(0, 9)) {
      report.say(
          "%-44s %12.6f %12.6f %8.2f",
          (run == 0 ? "first run" : "tenth run") + ", duckdb",
          ten.first()[run],
          ten.second()[run],
          ten.second()[run] / ten.first()[run]);
    }
    Answers.requireEqual(TEXT, sabot(), duckdb.answer(), 0);
  }

  /** Where the process has run everything else. */
  void steady(int pairs, int warmMillis) {
    PairedRuns.warm(warmMillis, this::sabot);
    report.section(TEXT + ", after everything else");
    report.add(Peer.DUCKDB, "steady", PairedRuns.of(WARM_UPS, pairs, this::sabot, duckdb::answer));
  }

  private List<Object> sabot() {
    return sabot.toList().stream().map(Row::values).flatMap(List::stream).toList();
  }
}
