package io.sabot.operators.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.SabotException;
import io.sabot.expression.Expression;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other engine that is asked. */
final class DuckDb {
  /** An expression beside its text in SQL. */
  record Pair(Expression expression, String sql) {}

  private DuckDb() {}

  /**
   * How many tables to make so that there are as many pairs of an expression and a table as {@code
   * -Dsabot.oracle.pairs} asks for; without it, {@code usual}.
   */
  static int tables(int usual, int pairsOfEach) {
    Integer pairs = Integer.getInteger("sabot.oracle.pairs");
    return pairs == null ? usual : Math.max(1, (pairs + pairsOfEach - 1) / pairsOfEach);
  }

  /** Makes the table {@code t}; column {@code n} numbers its rows. */
  static void load(Connection connection, TextTable table, String columns) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // What is left out of an expression cannot fail: each is computed as it is written.
      statement.execute("PRAGMA disable_optimizer");
      statement.execute("create or replace table t (n integer, " + columns + ")");
    }
    int count = table.schema().getFields().size();
    String marks = "?" + ",?".repeat(count);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t values (" + marks + ")")) {
      for (int r = 0; r < table.rows().size(); r++) {
        insert.setObject(1, r);
        for (int c = 0; c < count; c++) {
          insert.setObject(c + 2, table.rows().get(r).get(c));
        }
        insert.execute();
      }
    }
  }

  /**
   * Whether both gave values, not only nulls; they must be the same, and an error must be one on
   * both sides.
   */
  static boolean agrees(Connection connection, Pair pair, TextTable table) throws SQLException {
    return agrees(connection, pair, table, 0);
  }

  /** As {@link #agrees}, of numbers that may differ by a part of their size. */
  static boolean agrees(Connection connection, Pair pair, TextTable table, double tolerance)
      throws SQLException {
    List<@Nullable Object> expected = new ArrayList<>();
    String error = null;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select " + pair.sql() + " from t order by n")) {
      while (result.next()) {
        expected.add(canonical(result.getObject(1)));
      }
    } catch (SQLException failure) {
      error = failure.getMessage();
    }
    List<@Nullable Object> actual;
    try {
      actual = Evaluating.values(pair.expression(), table).stream().map(DuckDb::canonical).toList();
    } catch (SabotException failure) {
      assertThat(error).as(pair.sql() + " failed here: " + failure.getMessage()).isNotNull();
      return false;
    }
    assertThat(error).as(pair.sql()).isNull();
    if (tolerance == 0) {
      assertThat(actual).as(pair.sql()).isEqualTo(expected);
    } else {
      near(pair.sql(), actual, expected, tolerance);
    }
    return expected.stream().anyMatch(Objects::nonNull);
  }

  private static void near(
      String what, List<@Nullable Object> actual, List<@Nullable Object> expected, double part) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int row = 0; row < actual.size(); row++) {
      if (actual.get(row) instanceof Double a
          && expected.get(row) instanceof Double b
          && Double.isFinite(a)
          && Double.isFinite(b)) {
        assertThat(Math.abs(a - b))
            .as("%s at row %d: %s and %s", what, row, a, b)
            .isLessThanOrEqualTo(part * Math.max(Math.abs(b), Double.MIN_NORMAL));
      } else {
        assertThat(actual.get(row)).as(what + " at row " + row).isEqualTo(expected.get(row));
      }
    }
  }

  private static @Nullable Object canonical(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Byte v -> v.longValue();
      case Short v -> v.longValue();
      case Integer v -> v.longValue();
      case BigInteger v -> new BigDecimal(v).stripTrailingZeros();
      case BigDecimal v -> v.stripTrailingZeros();
      // The kit shows binary32 by its shortest text.
      case Float v -> Double.parseDouble(v.toString()) + 0.0;
      case Double v -> v + 0.0;
      case Timestamp v -> v.toLocalDateTime();
      default -> value;
    };
  }
}
