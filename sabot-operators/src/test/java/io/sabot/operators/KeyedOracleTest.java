package io.sabot.operators;

import static io.sabot.Expressions.boolAnd;
import static io.sabot.Expressions.boolOr;
import static io.sabot.Expressions.bottomK;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.correlation;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.covariance;
import static io.sabot.Expressions.covariancePopulation;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.quantile;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.stddevPopulation;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;
import static io.sabot.Expressions.variance;
import static io.sabot.Expressions.variancePopulation;
import static io.sabot.testkit.Tables.table;

import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operators.HashJoin.Kept;
import io.sabot.operators.HashJoin.Side;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Joins, groups and distinct rows of random tables, cut at random, against DuckDB. */
class KeyedOracleTest {
  private static final String LEFT = "a:int, b:utf8, x:double, y:int";
  private static final String RIGHT = "a:long, c:utf8, z:int";
  private static final int CASES = Integer.getInteger("sabot.keyed.cases", 40);

  /** DuckDB refuses moments of NaN. */
  private static final Expression FINITE = col("x").nullIf(Double.NaN);

  @Test
  void joinsAgree() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int i = 0; i < CASES; i++) {
        Seed.next().run(random -> join(duck, random));
      }
    }
  }

  private static void join(Connection duck, SplittableRandom random) {
    TextTable left = rows(LEFT, random);
    TextTable right = rows(RIGHT, random);
    JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
    boolean composite = random.nextBoolean();
    JoinKeys keys = new JoinKeys(List.of("a"), List.of("a"));
    Expression condition = random.nextBoolean() ? null : col("y").lt(col("z"));
    Side side = Side.values()[random.nextInt(2)];
    BatchOperator operator =
        new HashJoin(
            kind, composite ? keys.and("b", "c") : keys, condition, new Kept(side, "by chance"));
    String on =
        "l.a = r.a" + (composite ? " and l.b = r.c" : "") + (condition == null ? "" : " and y < z");
    String c = composite ? "" : ", r.c";
    boolean coalesced = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
    String a = coalesced ? "coalesce(l.a, r.a)" : "l.a";
    String b = composite && coalesced ? "coalesce(l.b, r.c)" : "l.b";
    String query =
        switch (kind) {
          case SEMI -> "select l.* from l where exists (select 1 from r where " + on + ")";
          case ANTI -> "select l.* from l where not exists (select 1 from r where " + on + ")";
          default ->
              "select %s, %s, l.x, l.y%s, r.z from l %s join r on %s"
                  .formatted(a, b, c, kind.name().toLowerCase(java.util.Locale.ROOT), on);
        };
    compare(duck, query, operator, random, left, right);
  }

  @Test
  void groupsAgree() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int i = 0; i < CASES; i++) {
        Seed.next().run(random -> group(duck, random));
      }
    }
  }

  private static void group(Connection duck, SplittableRandom random) {
    TextTable left = rows(LEFT, random);
    List<String> names =
        List.of(List.<String>of(), List.of("a"), List.of("b"), List.of("b", "a"))
            .get(random.nextInt(4));
    List<Expression> keys = names.stream().map(name -> col(name)).toList();
    BatchOperator operator =
        new GroupBy(
            keys,
            List.of(
                count(),
                count("x"),
                countDistinct("b"),
                countDistinct("x"),
                sum("y"),
                sum("x"),
                mean("y"),
                mean("x"),
                min("x"),
                max("x"),
                min("b"),
                max("b"),
                min("y"),
                max("y"),
                boolAnd(col("y").gt(-15)).as("and"),
                boolOr(col("y").gt(15)).as("or"),
                variance("y"),
                stddev(FINITE).as("sd"),
                variancePopulation(FINITE).as("vp"),
                stddevPopulation("y"),
                covariance(FINITE, col("y")).as("cs"),
                covariancePopulation(FINITE, col("y")).as("cp"),
                correlation(FINITE, col("y")).as("r"),
                median("x"),
                median("y"),
                quantile("x", 0.9).as("q90"),
                quantile("y", 0.25).as("q25")));
    String columns = names.isEmpty() ? "" : String.join(", ", names) + ", ";
    String query =
        "select "
            + columns
            + "count(*), count(x), count(distinct b), count(distinct x), sum(y)::bigint, fsum(x),"
            + " avg(y), favg(x), min(x), max(x), min(b), max(b), min(y), max(y), bool_and(y > -15),"
            + " bool_or(y > 15), var_samp(y), stddev_samp(f), var_pop(f), stddev_pop(y),"
            + " covar_samp(f, y), covar_pop(f, y), nullif(corr(f, y), 'nan'::double), median(x),"
            + " median(y), quantile_cont(x, 0.9), quantile_cont(y, 0.25) from (select *, nullif(x,"
            + " 'nan'::double) as f from l)"
            + (names.isEmpty() ? "" : " group by " + String.join(", ", names));
    compare(duck, query, operator, random, left);
  }

  @Test
  void largestAndSmallestValuesAgree() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int i = 0; i < CASES / 4; i++) {
        Seed.next().run(random -> largest(duck, random));
      }
    }
  }

  private static void largest(Connection duck, SplittableRandom random) {
    int count = random.nextInt(1, 12);
    boolean top = random.nextBoolean();
    BatchOperator operator =
        new GroupBy(List.of(col("b")), List.of(top ? topK("x", count) : bottomK(col("x"), count)));
    String query = "select b, %s(x, %d) from l group by b".formatted(top ? "max" : "min", count);
    compare(duck, query, operator, random, rows(LEFT, random));
  }

  @Test
  void distinctRowsAgree() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int i = 0; i < CASES / 4; i++) {
        Seed.next()
            .run(random ->
                compare(
                    duck,
                    "select distinct * from r",
                    new Distinct(List.of()),
                    random,
                    table(LEFT),
                    rows(RIGHT, random)));
      }
    }
  }

  private static TextTable rows(String schema, SplittableRandom random) {
    int count = random.nextInt(5) == 0 ? 0 : random.nextInt(1, 400);
    int different = random.nextInt(1, 60);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Object> values = new ArrayList<>();
      for (String column : schema.split(", ")) {
        values.add(value(column.substring(2), random.nextInt(different), random));
      }
      rows.add(new Row(values));
    }
    return table(schema, rows.toArray(Row[]::new));
  }

  private static Object value(String type, int number, SplittableRandom random) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    return switch (type) {
      case "int" -> number - 20;
      case "long" -> random.nextInt(4) == 0 ? number - 20 + (1L << 32) : number - 20L;
      case "double" -> number % 9 == 0 ? Double.NaN : number / 3.0 - 4;
      default -> number % 7 == 0 ? "" : "é".repeat(number % 20) + number % 5;
    };
  }

  private static void compare(
      Connection duck,
      String query,
      BatchOperator operator,
      SplittableRandom random,
      TextTable... inputs) {
    try (TestAllocator allocator = new TestAllocator()) {
      load(duck, "l", inputs[0]);
      load(duck, "r", inputs.length > 1 ? inputs[1] : table(RIGHT));
      TextTable[] read =
          operator instanceof HashJoin join
              ? inOrder(join, inputs)
              : new TextTable[] {inputs[inputs.length - 1]};
      List<VectorSchemaRoot> roots = new ArrayList<>();
      try {
        Source[] sources = new Source[read.length];
        for (int i = 0; i < read.length; i++) {
          sources[i] = source(read[i], random, allocator, roots);
        }
        RunOptions options =
            RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(random.nextInt(1, 200));
        try (BatchIterator batches = operator.iterator(options, sources)) {
          Schema schema = batches.schema();
          Rows.drain(batches)
              .unordered()
              .tolerance(1e-12)
              .assertEquals(Rows.of(schema, query(duck, query, schema)).list());
        }
      } finally {
        roots.forEach(VectorSchemaRoot::close);
      }
    } catch (SQLException failure) {
      throw new AssertionError(query, failure);
    }
  }

  private static TextTable[] inOrder(HashJoin join, TextTable[] sides) {
    return switch (join.kept().side()) {
      case LEFT -> new TextTable[] {sides[1], sides[0]};
      case RIGHT -> sides;
    };
  }

  private static Source source(
      TextTable rows,
      SplittableRandom random,
      TestAllocator allocator,
      List<VectorSchemaRoot> roots) {
    List<VectorSchemaRoot> parts = new ArrayList<>();
    int all = rows.rows().size();
    int at = 0;
    do {
      int count = Math.min(all - at, random.nextInt(0, 150));
      parts.add(rows.slice(at, count).root(allocator));
      at += count;
    } while (at < all);
    roots.addAll(parts);
    return Sources.batches(parts);
  }

  private static void load(Connection duck, String name, TextTable rows) throws SQLException {
    StringBuilder columns = new StringBuilder();
    for (var field : rows.schema().getFields()) {
      String type =
          switch (field.getType().getTypeID()) {
            case Utf8 -> "varchar";
            case FloatingPoint -> "double";
            default -> "bigint";
          };
      columns
          .append(columns.isEmpty() ? "" : ", ")
          .append(field.getName())
          .append(' ')
          .append(type);
    }
    try (Statement statement = duck.createStatement()) {
      statement.execute("create or replace table " + name + " (" + columns + ")");
    }
    String marks = "?" + ", ?".repeat(rows.schema().getFields().size() - 1);
    try (PreparedStatement insert =
        duck.prepareStatement("insert into " + name + " values (" + marks + ")")) {
      for (Row row : rows.rows()) {
        for (int i = 0; i < row.values().size(); i++) {
          insert.setObject(i + 1, row.get(i));
        }
        insert.addBatch();
      }
      if (!rows.rows().isEmpty()) {
        insert.executeBatch();
      }
    }
  }

  private static List<Row> query(Connection duck, String query, Schema schema) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = duck.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      while (results.next()) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < schema.getFields().size(); i++) {
          Object value = results.getObject(i + 1);
          values.add(
              value instanceof java.sql.Array array
                  ? List.of((Object[]) array.getArray())
                  : converted(value, schema, i));
        }
        rows.add(new Row(values));
      }
    }
    return rows;
  }

  private static Object converted(Object value, Schema schema, int column) {
    if (!(value instanceof Number number)) {
      return value;
    }
    return switch (schema.getFields().get(column).getType().getTypeID()) {
      case FloatingPoint -> number.doubleValue();
      default ->
          ((org.apache.arrow.vector.types.pojo.ArrowType.Int)
                          schema.getFields().get(column).getType())
                      .getBitWidth()
                  == 32
              ? (Object) number.intValue()
              : (Object) number.longValue();
    };
  }
}
