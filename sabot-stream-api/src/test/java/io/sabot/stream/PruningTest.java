package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.on;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RowOrder;
import io.sabot.RunOptions;
import io.sabot.operator.Stage;
import io.sabot.stream.internal.plan.Planner;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Rewritten plans have the schema and the rows of the plan as written. */
class PruningTest {
  private static final String SCHEMA = "a:long, b:long, c:utf8, d:double, e:list<int>, f:bool";

  private static List<UnaryOperator<Stream>> pipelines(Stream right) {
    return List.of(
        s -> s.filter(col("a").gt(0)).select("c"),
        s -> s.withColumn("a", col("d").plus(0)).withColumn("x", col("a")).select("x", "d"),
        s -> s.groupBy("c").aggregate(count().as("n"), max("d").as("m")),
        s -> s.aggregate(count().as("n")),
        s -> s.join(right, on("a", "a")).select("b_right", "c"),
        s -> s.join(right, on("a", "a")).select("b"),
        s -> s.leftJoin(right, on("a", "b")).groupBy("c_right").aggregate(count().as("n")),
        s -> s.semiJoin(right.filter(col("f")), on("b", "a")).select("d"),
        s -> s.union(s).select("f", "a"),
        s -> s.select("a", "c").distinct().select("c"),
        s -> s.sort(asc("b"), asc("a")).limit(5).select("a"),
        s -> s.unnest("e").select("a"),
        s -> s.withColumn("g", col("d").plus(1)).filter(col("g").gt(2)).aggregate(max("b").as("s")),
        s -> s.filter(col("c").ge("k")).aggregate(count().as("n")),
        s -> s.filter(col("c").ge("k")).aggregate(count().as("n"), max("d").as("m")),
        s -> s.filter(col("c").ge("k")).groupBy("f").aggregate(count().as("n")),
        s -> s.filter(col("c").ge("k").and(col("f"))).groupBy("f").aggregate(max("b").as("m")),
        s -> s.filter(col("c").ge("k")).groupBy(lit(1).as("one")).aggregate(count().as("n")),
        s -> s.limit(7).limit(3).select("d"));
  }

  @Test
  void rewritingChangesNeitherSchemaNorRows() {
    Seed.next()
        .run(random -> {
          try (TestAllocator allocator = new TestAllocator();
              VectorSchemaRoot left = small(RandomBatches.of(random), allocator);
              VectorSchemaRoot other = small(RandomBatches.of(random), allocator)) {
            RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
            Stream stream = Stream.fromBatches(List.of(left)).with(options);
            for (UnaryOperator<Stream> pipeline : pipelines(Stream.fromBatches(List.of(other)))) {
              same(pipeline.apply(stream), options);
            }
          }
        });
  }

  @Test
  void columnsOfAFilterEndBeforeAGrouping() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot table = table("a:long, c:utf8", row(1, "x")).root(allocator)) {
      Stream stream = Stream.fromBatches(List.of(table)).filter(col("c").eq("x"));
      assertThat(stream.aggregate(max("a").as("m")).explain()).contains("Select [a]");
      assertThat(stream.aggregate(count().as("n")).explain()).contains("Select []");
    }
  }

  private static VectorSchemaRoot small(RandomBatches batches, TestAllocator allocator) {
    return batches.table(SCHEMA, 60).root(allocator);
  }

  private static void same(Stream stream, RunOptions options) {
    Stage asWritten = Planner.stageAsWritten(stream.plan());
    assertThat(Planner.stage(stream.plan(), RowOrder.KEPT).schema()).isEqualTo(stream.schema());
    Rows expected =
        Rows.drain(io.sabot.internal.run.Views.iterator(asWritten, options)).unordered();
    expected.assertEquals(Rows.drain(stream.iterator()));
  }
}
