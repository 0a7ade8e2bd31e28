package io.sabot.operators.internal.aggregate;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partial states, some of them empty, merge into what one state gives for all rows. */
@Tag("contract")
class MergeTest {
  private static final int GROUPS = 7;

  @ParameterizedTest
  @CsvSource({
    "count, utf8",
    "count_distinct, int16",
    "count_distinct, utf8",
    "sum, int32",
    "sum, uint32",
    "sum, 'decimal(20,2)'",
    "sum, double",
    "mean, int32",
    "mean, float",
    "mean, 'decimal(20,2)'",
    "min, int64",
    "max, double",
    "min, utf8",
    "max, 'decimal(20,2)'",
    "max, bool",
    "first, utf8",
    "first, int32",
    "last, utf8",
    "last, list<int>",
    "bool_and, bool",
    "bool_or, bool",
    "variance, double",
    "stddev_population, double",
    "covariance, double",
    "correlation, double",
    "median, double",
    "quantile, double",
    "approximate_count_distinct, int64",
    "approximate_count_distinct, utf8",
    "approximate_median, double",
    "approximate_quantile, double",
    "top_k, int32",
    "top_k, double",
    "bottom_k, uint64",
    "bottom_k, bool"
  })
  void partsMakeTheWhole(String function, String type) {
    Seed.next()
        .run(random -> {
          TextTable input = RandomBatches.of(random).table("x:" + type + ", y:" + type, 500);
          MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
          try (TestAllocator allocator = new TestAllocator();
              Reservation reservation = budget.reserve("states")) {
            RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
            new Merging(call(function, input.schema()), input, context, reservation).check(random);
          }
        });
  }

  /** Also where no value is null, so that nothing needs to be counted. */
  @ParameterizedTest
  @CsvSource({"sum, int32", "sum, double", "min, int64", "max, double"})
  void groupsWithoutRowsHaveNoValue(String function, String type) {
    Object one = type.equals("double") ? 1.0 : type.equals("int32") ? (Object) 1 : (Object) 1L;
    TextTable input = Tables.table("x:" + type, Tables.row(one), Tables.row(one));
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = budget.reserve("states")) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      Merging states = new Merging(call(function, input.schema()), input, context, reservation);
      try (var open = states.open()) {
        Accumulator accumulator = open.accumulator();
        states.update(accumulator, 0, new int[] {0, 0});
        List<Row> rows = states.results(accumulator).list();
        for (int group = 0; group < GROUPS; group++) {
          assertEquals(group > 0, rows.get(group).get(0) == null);
        }
      }
    }
  }

  private static AggregateCall call(String function, Schema schema) {
    int arguments = function.startsWith("co") && !function.startsWith("count") ? 2 : 1;
    List<Expression> given = new ArrayList<>(List.of(col("x"), col("y")).subList(0, arguments));
    if (function.endsWith("quantile")) {
      given.add(lit(0.3));
    } else if (function.endsWith("_k")) {
      given.add(lit(5));
    }
    return AggregateCall.of(
        new Aggregate(function, given, "result"), schema.getFields().subList(0, arguments));
  }

  private static final int PART = 60;

  private record Merging(
      AggregateCall call, TextTable input, RunContext context, Reservation reservation) {

    /** Group {@code g} of the whole has the number {@code GROUPS - 1 - g} in each part. */
    void check(SplittableRandom random) {
      int[] groups = random.ints(input.rows().size(), 0, GROUPS - 1).toArray();
      int[] turned = IntStream.of(groups).map(g -> GROUPS - 1 - g).toArray();
      int[] back = IntStream.range(0, GROUPS).map(g -> GROUPS - 1 - g).toArray();
      try (var whole = open();
          var merging = open();
          var untouched = open()) {
        Accumulator merged = merging.accumulator();
        update(whole.accumulator(), 0, groups);
        merged.merge(untouched.accumulator(), back);
        for (int start : starts(groups.length, random)) {
          int end = Math.min(groups.length, start + PART);
          try (var part = open()) {
            update(part.accumulator(), start, java.util.Arrays.copyOfRange(turned, start, end));
            merged.merge(part.accumulator(), back);
          }
        }
        merged.merge(untouched.accumulator(), back);
        results(merged).tolerance(1e-9).assertEquals(results(whole.accumulator()));
      }
    }

    /** Where parts start, in any order where they have places. */
    private List<Integer> starts(int rows, SplittableRandom random) {
      List<Integer> starts = new ArrayList<>();
      for (int start = 0; start < rows; start += PART) {
        starts.add(start);
      }
      if (call.followsOrder()) {
        java.util.Collections.shuffle(starts, new java.util.Random(random.nextLong()));
      }
      return starts;
    }

    private WithRecords<Accumulator> open() {
      return WithRecords.open(
          GROUPS, context.allocator(), reservation, records -> call.open(context, records));
    }

    private void update(Accumulator accumulator, int start, int[] groups) {
      try (Batch batch =
              input
                  .slice(start, groups.length)
                  .batch(context.allocator())
                  .flat(context.allocator());
          Batch places = places(start, groups.length)) {
        List<Column> read = new ArrayList<>(batch.columns().subList(0, call.arguments().size()));
        if (call.followsOrder()) {
          read.addAll(places.columns());
        }
        accumulator.update(read, groups, groups.length);
      }
    }

    /** Rows of one part have one place. */
    private Batch places(int start, int rows) {
      Row[] places = new Row[rows];
      java.util.Arrays.fill(places, Tables.row((long) start));
      return Tables.table("place:long", places).batch(context.allocator());
    }

    private Rows results(Accumulator accumulator) {
      List<Column> columns = new ArrayList<>(List.of(accumulator.finish(0, GROUPS)));
      List<Field> fields = List.of(call.output());
      try (Batch batch = Batch.of(new Schema(fields), columns, GROUPS)) {
        return Rows.of(batch, context.allocator());
      }
    }
  }
}
