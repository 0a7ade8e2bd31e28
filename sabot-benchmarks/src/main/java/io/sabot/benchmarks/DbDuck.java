package io.sabot.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * DuckDB with the tables of db-benchmark in two forms: all strings as VARCHAR, and some as ENUM, as
 * its own script has them. Answers become tables, as there, and need not keep the order of rows.
 */
final class DbDuck implements AutoCloseable {
  private static final String MAIN = "memory.main";

  private final DuckDb duckdb;

  DbDuck(int threads) {
    duckdb = new DuckDb(threads);
    duckdb.execute("SET preserve_insertion_order = false");
  }

  /** Copies tables into both forms; columns of one name have one type. */
  void load(Map<String, PeerRows> tables, List<String> enums) {
    loadPlain(tables);
    duckdb.execute("CREATE SCHEMA " + Side.ENUM.schema());
    for (String column : enums) {
      String values =
          tables.keySet().stream()
              .filter(table -> has(tables.get(table), column))
              .map(table -> "SELECT %s FROM %s WHERE %1$s IS NOT NULL".formatted(column, table))
              .collect(Collectors.joining(" UNION "));
      duckdb.execute("CREATE TYPE %s.%s_enum AS ENUM (%s)".formatted(MAIN, column, values));
    }
    tables.forEach((name, rows) ->
        duckdb.execute(
            "CREATE TABLE %s.%s AS SELECT %s FROM %2$s"
                .formatted(Side.ENUM.schema(), name, columns(rows, enums))));
  }

  private void loadPlain(Map<String, PeerRows> tables) {
    duckdb.execute("CREATE SCHEMA " + Side.VARCHAR.schema());
    duckdb.execute("USE " + Side.VARCHAR.schema());
    tables.forEach((name, rows) -> duckdb.load(name, rows.batches()));
  }

  /** Copies tables into one of the forms. */
  void load(Map<String, PeerRows> tables, List<String> enums, Side form) {
    if (form == Side.VARCHAR) {
      loadPlain(tables);
      return;
    }
    load(tables, enums);
    duckdb.execute("USE " + MAIN);
    duckdb.execute("DROP SCHEMA " + Side.VARCHAR.schema() + " CASCADE");
  }

  private static boolean has(PeerRows rows, String column) {
    return rows.schema().getFields().stream().anyMatch(field -> field.getName().equals(column));
  }

  private static String columns(PeerRows rows, List<String> enums) {
    String changed =
        enums.stream()
            .filter(column -> has(rows, column))
            .map(column -> "%s::%s.%1$s_enum AS %1$s".formatted(column, MAIN))
            .collect(Collectors.joining(", "));
    return changed.isEmpty() ? "*" : "* REPLACE (" + changed + ")";
  }

  /** How many threads work from now on. */
  void threads(int threads) {
    duckdb.execute("SET threads TO " + threads);
  }

  /** Seconds of a question; its answer is the table {@code answer} until {@link #forget}. */
  double ask(String sql, Side form) {
    duckdb.execute("USE " + form.schema());
    long start = System.nanoTime();
    duckdb.execute("CREATE TABLE " + MAIN + ".answer AS " + sql);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds of a question, its answer dropped. */
  double time(DbQuestion question, Side form) {
    try {
      return ask(question.sql(), form);
    } finally {
      forget();
    }
  }

  /** Drops the last answer. */
  void forget() {
    duckdb.execute("DROP TABLE " + MAIN + ".answer");
  }

  /** Fails where the last answer is not that of Sabot. */
  void requireEqual(DbQuestion question, List<VectorSchemaRoot> answer) {
    duckdb.execute("USE " + MAIN);
    new DbAnswers(duckdb, question, answer).requireEqual();
  }

  @Override
  public void close() {
    duckdb.close();
  }
}
