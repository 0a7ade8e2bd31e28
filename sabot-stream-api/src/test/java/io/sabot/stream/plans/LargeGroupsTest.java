package io.sabot.stream.plans;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.quantile;
import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.internal.run.Execution;
import io.sabot.internal.run.Pulled;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.Stage;
import io.sabot.operators.GroupBy;
import io.sabot.source.Sources;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.SpillRoom;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Groups that keep more values than the budget holds, one alone or among others, and totals: they
 * give what they give in memory, and what DuckDB gives.
 */
@Timeout(120)
class LargeGroupsTest {
  private static final int ROWS = 40_000;
  private static final int CUT = 1000;
  private static final int PART = 10;
  private static final List<String> SQL_TYPES = List.of("int", "bigint", "double", "varchar");

  private final SpillRoom room = new SpillRoom();
  private final RunOptions options = room.options().withBatchRows(500);

  @AfterEach
  void nothingIsLeft() {
    room.close();
  }

  /** How many groups there are, and how many values. */
  private enum Kind {
    ONE,
    ONE_AMONG_MANY,
    A_FEW;

    int group(SplittableRandom random) {
      return switch (this) {
        case ONE -> 7;
        case ONE_AMONG_MANY -> random.nextInt(8) > 0 ? 7 : random.nextInt(1000);
        case A_FEW -> random.nextInt(4);
      };
    }
  }

  private static TextTable rows(SplittableRandom random, Kind kind) {
    int values = random.nextBoolean() ? 300 : 1_000_000;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      long x = random.nextLong(values) - values / 2;
      Object d = random.nextInt(100) == 0 ? Double.NaN : random.nextInt(values) / 8.0;
      rows.add(
          Tables.row(
              kind.group(random),
              random.nextInt(20) == 0 ? null : x,
              random.nextInt(20) == 0 ? null : d,
              random.nextInt(20) == 0 ? null : "text " + random.nextInt(values)));
    }
    return Tables.table("g:int, x:long, d:double, s:utf8", rows.toArray(Row[]::new));
  }

  private static GroupBy grouping(List<Expression> keys) {
    return new GroupBy(
        keys,
        List.<Aggregate>of(
            count().as("rows"),
            median("d").as("median"),
            quantile("x", 0.1).as("tenth"),
            countDistinct("x").as("numbers"),
            countDistinct("s").as("texts"),
            sum("x").as("sum"),
            min("s").as("least"),
            quantile("d", 1).as("most")));
  }

  private static String sql(boolean keyed) {
    return "select "
        + (keyed ? "g, " : "")
        + "count(*), quantile_cont(d, 0.5), quantile_cont(x::double, 0.1), count(distinct x),"
        + " count(distinct s), sum(x)::bigint, min(s), quantile_cont(d, 1) from t"
        + (keyed ? " group by g" : "");
  }

  /** What a run gave, the most it had reserved, and what it wrote. */
  private record Outcome(List<Row> rows, long peak, long written) {}

  private Outcome run(BatchOperator operator, List<VectorSchemaRoot> input, RunOptions how) {
    Stage read = new Stage.Read(Sources.batches(input), Origin.UNKNOWN);
    Stage stage = Stage.Operate.of(operator, List.of(read), Origin.UNKNOWN);
    List<Row> rows = new ArrayList<>();
    try (Execution execution = new Execution(stage, how)) {
      while (true) {
        switch (execution.pull()) {
          case Pulled.Item<VectorSchemaRoot>(VectorSchemaRoot root) -> {
            try (root) {
              rows.addAll(Rows.of(root).list());
            }
          }
          case Pulled.Waiting<VectorSchemaRoot>(CompletionStage<?> wakeUp) ->
              wakeUp.toCompletableFuture().join();
          case Pulled.Again<VectorSchemaRoot> again -> {}
          case Pulled.End<VectorSchemaRoot> end -> {
            return new Outcome(
                rows, execution.context().budget().peak(), execution.context().spill().written());
          }
        }
      }
    }
  }

  private static void assertSame(List<Row> rows, GroupBy grouping, List<Row> expected) {
    Rows.of(grouping.outputSchema(List.of(Tables.schema("g:int, x:long, d:double, s:utf8"))), rows)
        .unordered()
        .tolerance(1e-12)
        .assertEquals(expected);
  }

  @Test
  void aTenthOfTheMemoryIsEnough() {
    Seed.next()
        .run(random -> {
          try (Duck duck = new Duck()) {
            for (Kind kind : Kind.values()) {
              TextTable table = rows(random, kind);
              duck.load("t", SQL_TYPES, table);
              List<VectorSchemaRoot> input = room.cut(table, CUT);
              List<List<Expression>> keys = List.of(List.of(), List.of(col("g")));
              for (List<Expression> some : keys) {
                GroupBy grouping = grouping(some);
                Outcome whole = run(grouping, input, options);
                assertThat(whole.written()).isZero();
                assertSame(whole.rows(), grouping, duck.rows(sql(!some.isEmpty())));
                for (int threads : new int[] {1, 2}) {
                  RunOptions tight =
                      options.withParallelism(threads).withMemoryBudget(whole.peak() / PART);
                  Outcome spilled = run(grouping, input, tight);
                  assertThat(spilled.written()).isPositive();
                  assertSame(spilled.rows(), grouping, whole.rows());
                }
              }
              room.closeRoots();
            }
          }
        });
  }
}
