package io.sabot.operators.internal.aggregate;

import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several aggregates side by side agree with a plain loop, in near and in far records. */
class RowStepsTest {
  private static final int BATCHES = 3;
  private static final int ROWS = 5000;
  private static final Schema INPUT = Tables.schema("x:int");

  @ParameterizedTest
  @CsvSource({"9, 0", "9, 50", "300000, 0", "300000, 50"})
  void agreeWithAPlainLoop(int groups, int percentOfNulls) {
    Seed.next().run(random -> run(groups, percentOfNulls, random));
  }

  private static void run(int groups, int percentOfNulls, SplittableRandom random) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = budget.reserve("records");
        GroupRecords records = new GroupRecords(allocator, reservation)) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      List<Accumulator> all = open(context, records);
      RowCounts rows = new RowCounts(records);
      all.stream().filter(Accumulator::countsRows).forEach(counting -> counting.share(rows));
      records.resize(groups);
      all.forEach(accumulator -> accumulator.resize(groups));
      Plain plain = new Plain(new long[groups], new long[groups], new Integer[groups]);
      RowSteps steps = new RowSteps(records, rows);
      for (int batch = 0; batch < BATCHES; batch++) {
        int[] ids = random.ints(ROWS, 0, groups).toArray();
        Integer[] values = new Integer[ROWS];
        for (int i = 0; i < ROWS; i++) {
          values[i] = random.nextInt(100) < percentOfNulls ? null : (Integer) random.nextInt();
        }
        update(steps, all, ids, values, context);
        plain.update(ids, values);
      }
      plain.check(all, context);
      all.forEach(Accumulator::close);
    }
  }

  private static List<Accumulator> open(RunContext context, GroupRecords records) {
    List<Field> argument = INPUT.getFields();
    return Stream.of(sum("x").as("sum"), mean("x").as("mean"), max("x").as("max"))
        .map(aggregate -> AggregateCall.of(aggregate, argument).open(context, records))
        .toList();
  }

  private static void update(
      RowSteps steps, List<Accumulator> all, int[] ids, Integer[] values, RunContext context) {
    Row[] rows = Stream.of(values).map(value -> Tables.row((Object) value)).toArray(Row[]::new);
    try (Batch batch = Tables.table("x:int", rows).batch(context.allocator())) {
      all.forEach(accumulator -> steps.add(accumulator, batch.columns(), ids, ids.length));
      steps.run(ids, ids.length);
    }
  }

  private record Plain(long[] sums, long[] counts, Integer[] most) {
    void update(int[] ids, Integer[] values) {
      for (int i = 0; i < ids.length; i++) {
        int group = ids[i];
        if (values[i] != null) {
          sums[group] += values[i];
          counts[group]++;
          most[group] =
              most[group] == null ? values[i] : (Integer) Math.max(most[group], values[i]);
        }
      }
    }

    void check(List<Accumulator> all, RunContext context) {
      int groups = sums.length;
      List<Column> results = new ArrayList<>();
      all.forEach(accumulator -> results.add(accumulator.finish(0, groups)));
      List<Field> fields = results.stream().map(Column::field).toList();
      try (Batch batch = Batch.of(new Schema(fields), results, groups)) {
        List<Row> rows = Rows.of(batch, context.allocator()).list();
        for (int group = 0; group < groups; group++) {
          boolean empty = counts[group] == 0;
          Row row = rows.get(group);
          assertEquals(empty ? null : (Object) sums[group], row.get(0));
          assertEquals(empty ? null : (Object) ((double) sums[group] / counts[group]), row.get(1));
          assertEquals(empty ? null : (Object) most[group].longValue(), row.get(2));
        }
      }
    }
  }

  @Test
  void wordsComeBeforeRecords() {
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = new MemoryBudget(Long.MAX_VALUE).reserve("records");
        GroupRecords records = new GroupRecords(allocator, reservation)) {
      records.add("one");
      records.resize(1);
      assertThatThrownBy(() -> records.add("late")).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void wordsHaveNumbers() {
    GroupRecords.check(Integer.MAX_VALUE, 1);
    assertThatThrownBy(() -> GroupRecords.check(1L << 31, 1 << 28))
        .hasMessageContaining("268435456 groups have 2147483648")
        .hasMessageContaining("divide the input by a range of the key");
  }
}
