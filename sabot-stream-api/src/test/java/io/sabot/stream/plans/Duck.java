package io.sabot.stream.plans;

import io.sabot.testkit.Row;
import io.sabot.testkit.TextTable;
import java.nio.ByteBuffer;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The other engine that is asked. */
final class Duck implements AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private final Connection connection;

  Duck() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("set threads to 1");
    // DuckDB 2.0.0.1 with it: the sum of 218 above a right join is -38.
    // And it met more groups than its statistics said there were, and gave up.
    execute("set disabled_optimizers = 'compressed_materialization,statistics_propagation'");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Makes a table, each value by way of its text. */
  void load(String name, List<String> sqlTypes, TextTable table) throws SQLException {
    List<String> names = table.schema().getFields().stream().map(Field::getName).toList();
    execute(
        names.stream()
            .map(column -> column + " varchar")
            .collect(Collectors.joining(", ", "create or replace temp table texts (", ")")));
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", "texts")) {
      for (Row row : table.rows()) {
        appender.beginRow();
        for (Object value : row.values()) {
          String text = text(value);
          if (text == null) {
            appender.appendNull();
          } else {
            appender.append(text);
          }
        }
        appender.endRow();
      }
    }
    List<String> casts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      casts.add("%s::%s as %s".formatted(names.get(i), sqlTypes.get(i), names.get(i)));
    }
    execute(
        "create or replace table %s as select %s from texts"
            .formatted(name, String.join(", ", casts)));
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case ByteBuffer bytes -> {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes.array()) {
          text.append("\\x%02X".formatted(b));
        }
        yield text.toString();
      }
      case LocalTime time -> TIME.format(time);
      case LocalDateTime time -> TIMESTAMP.format(time);
      default -> value.toString();
    };
  }

  /** Rows of a query. */
  long count(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from (" + query + ")")) {
      result.next();
      return result.getLong(1);
    }
  }

  /** The rows of a query, in forms that the test kit takes. */
  List<Row> rows(String query) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(plain(result.getObject(i)));
        }
        rows.add(new Row(values));
      }
    }
    return rows;
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    return switch (value) {
      case Timestamp time -> time.toLocalDateTime();
      case OffsetDateTime time -> time.toInstant();
      case Blob blob -> blob.getBytes(1, (int) blob.length());
      case java.sql.Array array -> {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object element : Arrays.asList((Object[]) array.getArray())) {
          elements.add(plain(element));
        }
        yield elements;
      }
      case null, default -> value;
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
