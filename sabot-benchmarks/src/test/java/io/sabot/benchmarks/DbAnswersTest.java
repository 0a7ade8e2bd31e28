package io.sabot.benchmarks;

import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.memory.RootMemory;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** One wrong row is found, whatever is wrong with it. */
class DbAnswersTest {
  private static final Row[] RIGHT = {
    row("a", 1, 10L, 0.5), row("a", null, 11L, null), row(null, 2, 12L, 1e9), row("b", 2, 13L, 0.0)
  };

  private static void compare(List<String> keys, Row... rows) {
    DbQuestion question = new DbQuestion("q", "test", null, "SELECT * FROM x", keys);
    try (VectorSchemaRoot right = root(RIGHT);
        VectorSchemaRoot given = root(rows);
        DbDuck duckdb = new DbDuck(1)) {
      duckdb.load(java.util.Map.of("x", new PeerRows(List.of(right))), List.of());
      duckdb.ask(question.sql(), Side.VARCHAR);
      duckdb.requireEqual(question, List.of(given));
    }
  }

  private static VectorSchemaRoot root(Row... rows) {
    return Tables.table("s:utf8, i:int, n:long, x:double", rows).root(RootMemory.root());
  }

  private static Row[] with(int at, Row row) {
    Row[] rows = RIGHT.clone();
    rows[at] = row;
    return rows;
  }

  @Test
  void equalRowsAreEqual() {
    for (List<String> keys : List.of(List.<String>of(), List.of("s", "i"))) {
      compare(keys, RIGHT);
      compare(keys, RIGHT[3], RIGHT[1], RIGHT[0], RIGHT[2]);
    }
    compare(List.of("s", "i"), with(2, row(null, 2, 12L, 1e9 + 0.1)));
  }

  @Test
  void oneWrongRowIsFound() {
    List<Row[]> wrong =
        List.of(
            with(0, row("a", 1, 9L, 0.5)),
            with(0, row("a", 1, null, 0.5)),
            with(1, row("a", 0, 11L, null)),
            with(1, row("a", null, 11L, 0.0)),
            with(2, row("", 2, 12L, 1e9)),
            with(2, row(null, 2, 12L, 1e9 + 10)),
            with(3, row("b", 2, 13L, null)),
            with(3, RIGHT[0]),
            new Row[] {RIGHT[0], RIGHT[1], RIGHT[2]},
            new Row[] {RIGHT[0], RIGHT[1], RIGHT[2], RIGHT[3], RIGHT[3]});
    for (List<String> keys : List.of(List.<String>of(), List.of("s", "i"))) {
      for (Row[] rows : wrong) {
        assertThatThrownBy(() -> compare(keys, rows))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("of Sabot and DuckDB are");
      }
    }
  }
}
