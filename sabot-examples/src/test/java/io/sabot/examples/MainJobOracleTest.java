package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.stream.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The main job against the same question in SQL. */
class MainJobOracleTest {
  private static final String QUESTION =
      """
      SELECT state,
             CASE WHEN distance < 500 THEN 'short' WHEN distance < 1500 THEN 'medium' ELSE 'long' END AS haul,
             count(*) AS flights, avg(delay) AS mean_delay, max(delay) AS worst_delay,
             sum(delay * 74 + distance // 10)::BIGINT AS cost
      FROM read_parquet('%s') JOIN read_csv('%s') ON origin = iata
      WHERE delay > 15
      GROUP BY ALL
      ORDER BY cost DESC, state, haul
      LIMIT 10
      """;

  @Test
  void sqlGivesTheSameTenRows() throws SQLException {
    List<List<Object>> expected = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                QUESTION.formatted(SampleData.flights(), SampleData.airports()))) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
          row.add(rows.getObject(i));
        }
        expected.add(row);
      }
    }
    List<List<Object>> answer =
        Example07MainJob.costliestDelays(SampleData.flights(), SampleData.airports())
            .toList()
            .stream()
            .map(Row::values)
            .toList();
    assertThat(answer)
        .usingRecursiveComparison()
        .withComparatorForType(MainJobOracleTest::close, Double.class)
        .isEqualTo(expected);
  }

  private static int close(double one, double other) {
    return Math.abs(one - other) <= 1e-12 * Math.abs(one) ? 0 : Double.compare(one, other);
  }
}
