package io.sabot.benchmarks;

import io.sabot.stream.Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of db-benchmark, ten about groups and five about joins, on Sabot and on DuckDB, in
 * one process, over the same rows in memory, answers compared. Strings of few values lie in both as
 * they come and encoded; of each side the faster form counts.
 */
final class DbBenchmark {
  /** Strings of few values, which DuckDB has as ENUM, too, and Sabot dictionary-encoded. */
  private static final List<String> ENUMS = List.of("id1", "id2");

  private DbBenchmark() {}

  static void run(DbBenchmarkOptions options) {
    DbReport report = new DbReport();
    report.say(
        "%,d rows in batches of %,d, %d %% nulls%s, %d threads each, JDK %s, %d runs each;"
            + " ratio: seconds of DuckDB over those of Sabot",
        options.rows(),
        PeerRows.BATCH_ROWS,
        options.nulls(),
        options.sorted() ? ", sorted" : "",
        options.threads(),
        Runtime.version(),
        options.pairs());
    if (options.asksSome("q")) {
      groups(options, report);
    }
    if (options.asksSome("j")) {
      joins(options, report);
    }
    report.close();
  }

  private static void groups(DbBenchmarkOptions options, DbReport report) {
    DbTables tables = new DbTables(options);
    try (DbDuck duckdb = new DbDuck(options.threads());
        PeerRows x = tables.grouped();
        DbCodes codes = new DbCodes(x, ENUMS)) {
      duckdb.load(Map.of("x", x), ENUMS);
      List<DbQuestion> plain = questions(options, x.stream());
      List<DbQuestion> encoded = new ArrayList<>(questions(options, codes.stream()));
      for (int i = 0; i < plain.size(); i++) {
        if (ENUMS.stream().noneMatch(plain.get(i).keys()::contains)) {
          encoded.set(i, plain.get(i));
        }
      }
      new DbSuite(options, duckdb, report).ask("groupby", plain, encoded);
    }
  }

  private static List<DbQuestion> questions(DbBenchmarkOptions options, Stream x) {
    return new GroupByQuestions(x.parallelism(options.threads())).all();
  }

  private static void joins(DbBenchmarkOptions options, DbReport report) {
    DbTables tables = new DbTables(options);
    try (DbDuck duckdb = new DbDuck(options.threads());
        PeerRows x = tables.left();
        PeerRows small = tables.right(1);
        PeerRows medium = tables.right(2);
        PeerRows big = tables.right(3)) {
      Map<String, PeerRows> all = new LinkedHashMap<>();
      all.put("x", x);
      all.put("small", small);
      all.put("medium", medium);
      all.put("big", big);
      duckdb.load(all, List.of("id4", "id5"));
      List<DbQuestion> questions =
          new JoinQuestions(
                  x.stream().parallelism(options.threads()),
                  small.stream(),
                  medium.stream(),
                  big.stream())
              .all();
      new DbSuite(options, duckdb, report).ask("join", questions);
    }
  }
}
