package io.sabot.stream.internal.parquet;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.source.Sources;
import io.sabot.stream.Stream;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row groups that cannot match are not read, and no row that matches is lost. */
final class ParquetPruningTest {
  private static final int GROUPS = 10;
  private static final int GROUP_ROWS = 2048;
  private static final String ROWS =
      """
      SELECT i::int i, (i * 3)::bigint l, i::double d, 'k' || lpad(i::varchar, 6, '0') s,
        (i / 100.0)::decimal(9,2) c, (i / 100.0)::decimal(30,2) w, (DATE '2000-01-01' + i::int) AS "day",
        i::ubigint u, i < 3000 b, CASE WHEN i < 4096 THEN NULL ELSE i END::int n
      FROM range(20480) t(i)\
      """;

  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void write() throws SQLException {
    file = folder.resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)"
              .formatted(ROWS, file, GROUP_ROWS));
    }
  }

  private static void reads(int groups, Expression predicate) {
    Stream stream = Stream.fromParquet(file).filter(predicate);
    String read = groups == GROUPS ? "" : "row groups=" + groups + " of " + GROUPS;
    assertThat(stream.explain()).as(predicate.toString()).contains(read);
    if (groups == GROUPS) {
      assertThat(stream.explain()).doesNotContain("row groups=");
    }
  }

  @Test
  void statisticsOfEveryTypeRuleGroupsOut() {
    reads(1, col("i").lt(100));
    reads(2, col("l").between(6000, 6200));
    reads(1, col("d").lt(5.0));
    reads(1, col("s").eq("k000007"));
    reads(1, col("c").le(new BigDecimal("0.50")));
    reads(1, col("w").le(new BigDecimal("0.50")));
    reads(1, col("day").eq(LocalDate.of(2000, 1, 5)));
    reads(1, col("u").lt(10));
    reads(2, col("b"));
    reads(2, col("n").isNull());
    reads(8, col("n").isNotNull());
    reads(0, col("i").gt(1_000_000));
    reads(GROUPS, col("i").ne(5));
  }

  @Test
  void aPredicateGoesDownThroughVerbsThatMoveItsColumns() {
    Stream stream =
        Stream.fromParquet(file)
            .select(col("i").as("x"), col("s"))
            .withColumn("y", col("x").div(2))
            .filter(col("x").lt(100))
            .filter(col("y").lt(25));
    assertThat(stream.explain()).contains("row groups=1 of 10");
    assertThat(stream.aggregate(count().as("n")).toList().getFirst().getLong("n")).isEqualTo(50);
  }

  @Test
  void aRowThatFailsIsRead() {
    Stream stream =
        Stream.fromParquet(file)
            .withColumn("q", col("i").intDiv(col("i").minus(5000)))
            .filter(col("i").lt(100));
    assertThat(stream.explain()).doesNotContain("row groups=");
    assertThatThrownBy(stream::toList).hasMessageContaining("a divisor must differ from 0");
  }

  @Test
  void nothingLeftIsAnEmptyResultWithItsSchema() {
    Stream none = Stream.fromParquet(file).filter(col("i").lt(0));
    assertThat(none.toList()).isEmpty();
    assertThat(none.aggregate(count().as("n")).toList().getFirst().getLong("n")).isZero();
  }

  @Test
  void noRowIsLost() {
    Seed.next()
        .run(random -> {
          for (int round = 0; round < 100; round++) {
            int low = random.nextInt(-100, 21_000);
            int high = low + random.nextInt(5_000);
            String column = random(random);
            String sql = "%s BETWEEN %d AND %d AND i %% 3 < 2".formatted(column, low, high);
            Expression predicate = col(column).between(low, high).and(col("i").rem(3).lt(2));
            assertThat(ours(predicate)).as(sql).isEqualTo(duckdb(sql));
          }
        });
  }

  private static String random(SplittableRandom random) {
    return new String[] {"i", "l", "n"}[random.nextInt(3)];
  }

  private static long ours(Expression predicate) {
    return Stream.fromParquet(file)
        .filter(predicate)
        .aggregate(count().as("n"))
        .toList()
        .getFirst()
        .getLong("n");
  }

  private static long duckdb(String condition) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM '%s' WHERE %s".formatted(file, condition))) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Counts the parts it opens. */
  private record CountingReader(HardwoodReader reader, AtomicInteger opened)
      implements ParquetReader {
    @Override
    public String name() {
      return reader.name();
    }

    @Override
    public ParquetFile describe(Path path, @Nullable List<String> columns) {
      return reader.describe(path, columns);
    }

    @Override
    public Session session() {
      Session session = reader.session();
      return (of, part, run) -> {
        opened.incrementAndGet();
        return session.open(of, part, run);
      };
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aJoinReadsNoGroupWithoutItsKeys(int threads) {
    AtomicInteger opened = new AtomicInteger();
    ParquetSource rows =
        ParquetSource.of(List.of(file), null, new CountingReader(new HardwoodReader(), opened));
    TextTable keys = table("l:int, x:int", row(3 * 5000, 1), row(3 * 5001, 2), row(3 * 20000, 3));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = keys.root(allocator)) {
      Stream joined =
          Stream.from(rows)
              .filter(col("i").ge(0))
              .join(Stream.from(Sources.table(root, 8)), using("l"))
              .select("i", "x")
              .with(RunOptions.DEFAULTS.withAllocator(allocator))
              .parallelism(threads);
      assertThat(joined.explain())
          .contains("row groups by key filter 1 of [l]")
          .contains("key filter 1]");
      Rows.drain(joined.iterator()).assertEquals(row(5000, 1), row(5001, 2), row(20000, 3));
      assertThat(opened).hasValue(2);
    }
  }
}
