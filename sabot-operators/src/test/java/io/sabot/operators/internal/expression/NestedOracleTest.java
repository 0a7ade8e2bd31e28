package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.internal.expression.DuckDb.Pair;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Access to structs and lists gives what DuckDB gives. */
class NestedOracleTest {
  private static final int ROWS = 300;
  private static final int PAIRS = 100;

  @Test
  void agreesWithDuckDb() {
    Seed.next()
        .run(random -> {
          TextTable table = table(random);
          int compared = 0;
          try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            load(connection, table);
            for (int i = 0; i < PAIRS; i++) {
              compared += DuckDb.agrees(connection, pair(random), table) ? 1 : 0;
            }
          }
          assertThat(compared).isGreaterThan(PAIRS / 2);
        });
  }

  /** Lists and structs as text of SQL: the driver takes no collections as they are. */
  private static void load(Connection connection, TextTable table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA disable_optimizer");
      statement.execute(
          "create table t (n integer, x integer[], s struct(a integer, l varchar[]), i bigint,"
              + " v integer)");
      for (int r = 0; r < table.rows().size(); r++) {
        Row row = table.rows().get(r);
        statement.execute(
            "insert into t values (%d, %s, %s, %s, %s)"
                .formatted(r, sql(row.get(0)), sql(row.get(1)), sql(row.get(2)), sql(row.get(3))));
      }
    }
  }

  private static String sql(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "'" + text + "'";
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(NestedOracleTest::sql).toList()) + "]";
      case Map<?, ?> struct ->
          "{'a': %s, 'l': %s}".formatted(sql(struct.get("a")), sql(struct.get("l")));
      default -> value.toString();
    };
  }

  private static TextTable table(SplittableRandom random) {
    Row[] rows = new Row[ROWS];
    for (int r = 0; r < rows.length; r++) {
      List<@Nullable Object> numbers = new ArrayList<>();
      List<@Nullable Object> texts = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        numbers.add(orNull(random, random.nextInt(6)));
        texts.add(orNull(random, "é" + random.nextInt(6)));
      }
      Map<String, @Nullable Object> struct = new java.util.HashMap<>();
      struct.put("a", orNull(random, random.nextInt(6)));
      struct.put("l", orNull(random, texts));
      rows[r] =
          Tables.row(
              orNull(random, numbers),
              orNull(random, struct),
              orNull(random, random.nextLong(-4, 5)),
              orNull(random, random.nextInt(6)));
    }
    return Tables.table("x:list<int>, s:struct<a:int,l:list<utf8>>, i:long, v:int", rows);
  }

  private static @Nullable Object orNull(SplittableRandom random, Object value) {
    return random.nextInt(6) == 0 ? null : value;
  }

  /** An expression over a part of the table. */
  private static Pair pair(SplittableRandom random) {
    boolean text = random.nextBoolean();
    Expression list = text ? col("s").field("l") : col("x");
    String name = text ? "s.l" : "x";
    int number = random.nextInt(6);
    Object value = text ? "é" + number : (Object) number;
    int at = random.nextInt(-4, 5);
    return switch (random.nextInt(7)) {
      case 0 -> new Pair(col("s").field("a").plus(1), "s.a + 1");
      case 1 -> new Pair(list.element(at), name + "[" + at + "]");
      case 2 -> new Pair(list.element(col("i")), name + "[i]");
      case 3 -> new Pair(list.size().plus(at), "len(" + name + ") + " + at);
      case 4 -> new Pair(list.containsElement(value), contains(name, sql(value)));
      case 5 ->
          new Pair(
              list.elementPosition(value),
              "case when %1$s is null then null else coalesce(list_position(%1$s, %2$s), 0) end"
                  .formatted(name, sql(value)));
      default -> new Pair(col("x").containsElement(col("v")), contains("x", "v"));
    };
  }

  /** DuckDB passes over null elements where nothing is equal. */
  private static String contains(String list, String value) {
    return """
    case when %1$s is null or %2$s is null then null
         when list_contains(%1$s, %2$s) then true
         when coalesce(list_count(%1$s), 0) < len(%1$s) then null
         else false end\
    """
        .formatted(list, value);
  }
}
