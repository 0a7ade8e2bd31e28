package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.duckdb.DuckDBConnection;

/** DuckDB in this process over native tables in memory. */
final class DuckDb implements AutoCloseable {
  private final DuckDBConnection connection;

  /** One thread. */
  DuckDb() {
    this(1);
  }

  DuckDb(int threads) {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
      execute("SET threads = " + threads);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Copies batches into a native table. */
  void load(String table, List<VectorSchemaRoot> batches) {
    try (RootsReader reader = new RootsReader(batches);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(RootMemory.root())) {
      Data.exportArrayStream(RootMemory.root(), reader, stream);
      connection.registerArrowStream(table + "_stream", stream);
      execute("CREATE TABLE " + table + " AS SELECT * FROM " + table + "_stream");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The answer to a question that reads batches once, under a name, without copying them. */
  List<Object> scan(String name, List<VectorSchemaRoot> batches, String sql) {
    try (RootsReader reader = new RootsReader(batches);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(RootMemory.root())) {
      Data.exportArrayStream(RootMemory.root(), reader, stream);
      connection.registerArrowStream(name, stream);
      try (Question question = prepare(sql)) {
        return question.answer();
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Runs a statement; what it gives is not looked at. */
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** A question that is parsed and planned once and may be asked often. */
  Question prepare(String sql) {
    try {
      return new Question(connection.prepareStatement(sql));
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** A prepared question. */
  record Question(PreparedStatement statement) implements AutoCloseable {
    /** All rows of the answer, one after the other. */
    List<Object> answer() {
      try (ResultSet rows = statement.executeQuery()) {
        List<Object> values = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            values.add(rows.getObject(i));
          }
        }
        return values;
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void close() {
      try {
        statement.close();
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
