package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;

import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The same questions on Sabot and on DuckDB, one thread each, both over rows already in memory; the
 * answers must be equal. Prints seconds and ratios, losers included.
 */
final class OperatorPeers {
  private static final int WARM_UPS = 10;
  private static final int PAIRS = 15;

  private final Stream input;
  private final Stream small;
  private final Statement duckdb;

  private OperatorPeers(Stream input, Stream small, Statement duckdb) {
    this.input = input;
    this.small = small;
    this.duckdb = duckdb;
  }

  private record Question(String name, Stream sabot, String sql) {}

  static void run() throws SQLException {
    try (Rows rows = new Rows();
        VectorSchemaRoot small = Rows.onePerKey();
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement duckdb = connection.createStatement()) {
      duckdb.execute("SET threads = 1");
      load(rows, duckdb);
      new OperatorPeers(
              Stream.fromBatches(rows.batches).parallelism(1),
              Stream.fromBatches(List.of(small)),
              duckdb)
          .ask();
    }
  }

  private void ask() {
    System.out.printf(
        "%,d rows in batches of %,d, 4 columns, 1 thread each, JDK %s, %d pairs after %d"
            + " warm-ups%n",
        Rows.ROWS, Rows.BATCH_ROWS, Runtime.version(), PAIRS, WARM_UPS);
    System.out.printf(
        "%-28s %10s %10s %8s %16s%n", "question", "sabot s", "duckdb s", "ratio", "min … max");
    double logs = 0;
    for (Question question : questions()) {
      logs += Math.log(compare(question));
    }
    System.out.printf(
        Locale.ROOT, "geomean vs duckdb: %.2f%n", Math.exp(logs / questions().size()));
  }

  private List<Question> questions() {
    return List.of(
        new Question(
            "count, sum where price > 50",
            input
                .filter(col("price").gt(50.0))
                .aggregate(count().as("n"), sum("price").as("total")),
            "SELECT count(*), sum(price) FROM rows WHERE price > 50"),
        new Question(
            "sum(price * 0.03 + key)",
            input.aggregate(sum(col("price").times(0.03).plus(col("key"))).as("total")),
            "SELECT sum(price * 0.03::DOUBLE + key) FROM rows"),
        new Question(
            "group by name",
            input.groupBy("name").aggregate(count().as("n"), sum("price").as("total")).sort("name"),
            "SELECT name, count(*), sum(price) FROM rows GROUP BY name ORDER BY name"),
        new Question(
            "group by key, sum of sums",
            input
                .groupBy("key")
                .aggregate(sum("price").as("total"))
                .aggregate(count().as("n"), sum("total").as("total")),
            "SELECT count(*), sum(total) FROM (SELECT sum(price) AS total FROM rows GROUP BY key)"),
        new Question(
            "join on key, sum",
            input
                .join(small, on("key", "id"))
                .aggregate(count().as("n"), sum("weight").as("total")),
            "SELECT count(*), sum(weight)::BIGINT FROM rows JOIN small ON key = id"));
  }

  private double compare(Question question) {
    requireEqual(question.name(), sabot(question), duckdb(question));
    PairedRuns runs = PairedRuns.of(WARM_UPS, PAIRS, () -> sabot(question), () -> duckdb(question));
    double[] ratios = runs.speedUps();
    System.out.printf(
        Locale.ROOT,
        "%-28s %10.4f %10.4f %8.2f %7.2f … %.2f%n",
        question.name(),
        runs.medianFirst(),
        runs.medianSecond(),
        runs.medianSpeedUp(),
        ratios[0],
        ratios[ratios.length - 1]);
    return runs.medianSpeedUp();
  }

  private static List<List<Object>> sabot(Question question) {
    return question.sabot().toList().stream().map(Row::values).toList();
  }

  private List<List<Object>> duckdb(Question question) {
    try (ResultSet rows = duckdb.executeQuery(question.sql())) {
      List<List<Object>> answer = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(rows.getObject(i));
        }
        answer.add(row);
      }
      return answer;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void requireEqual(
      String name, List<List<Object>> sabot, List<List<Object>> duckdb) {
    boolean equal = sabot.size() == duckdb.size();
    for (int row = 0; equal && row < sabot.size(); row++) {
      for (int i = 0; i < sabot.get(row).size(); i++) {
        equal &= close(sabot.get(row).get(i), duckdb.get(row).get(i));
      }
    }
    if (!equal) {
      throw new AssertionError(name + ": " + sabot + " is not " + duckdb);
    }
  }

  private static boolean close(Object one, Object other) {
    return one instanceof Double a && other instanceof Double b
        ? Math.abs(a - b) <= 1e-9 * Math.abs(a)
        : one.equals(other);
  }

  private static void load(Rows rows, Statement duckdb) throws SQLException {
    duckdb.execute("CREATE TABLE rows (row BIGINT, key BIGINT, price DOUBLE, name VARCHAR)");
    duckdb.execute(
        "CREATE TABLE small AS SELECT range AS id, range * 7 AS weight FROM range("
            + Rows.KEYS
            + ")");
    var connection = duckdb.getConnection().unwrap(org.duckdb.DuckDBConnection.class);
    try (var appender =
        connection.createAppender(org.duckdb.DuckDBConnection.DEFAULT_SCHEMA, "rows")) {
      for (int row = 0; row < Rows.ROWS; row++) {
        appender.beginRow();
        appender.append((long) row);
        appender.append(rows.keys[row]);
        appender.append(rows.prices[row]);
        appender.append(rows.names[row]);
        appender.endRow();
      }
    }
  }
}
