package io.sabot.operators.internal.group;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.median;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Memory;
import io.sabot.expression.Aggregate;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.Step;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Of runs side by side: when they share groups, and when threads share out the results. */
class GroupRunTest {
  private static final String SCHEMA = "k:int64";
  private static final int BATCH = 64;
  private static final int BATCHES = 40;

  @Test
  void keysThatAreAllNewAreShared() {
    assertThat(isShared(row -> row)).isTrue();
  }

  /** A million keys look new for as long as there are few groups. */
  @Test
  void keysOfWhichSomeComeAgainAreNot() {
    assertThat(isShared(row -> row % BATCH < 40 ? row : row % BATCH)).isFalse();
  }

  @Test
  void aKeyThatIsOftenThereAmongNewOnesMakesNoDifference() {
    assertThat(isShared(row -> row % 10 == 0 ? -1 : row)).isTrue();
  }

  /** Six hundred keys look new for one batch of 64: few for 640 rows, many for more of them. */
  @Test
  void whetherKeysComeAgainIsKnownSoonerWithTheNumberOfRows() {
    SplittableRandom random = new SplittableRandom(1);
    int[] keys = random.ints(640, 0, 600).toArray();
    assertThat(isShared(row -> keys[row], 10, 640)).isTrue();
    assertThat(isShared(row -> keys[row], 10, 2000)).isFalse();
    assertThat(isShared(row -> keys[row], 10, Long.MAX_VALUE)).isFalse();
  }

  /** Four shares for each thread, so that all end at about the same time. */
  @Test
  void resultsOfKeptValuesAreDivided() {
    assertThat(medians(2)).containsExactly(1, 2, 1, 2, 2, 1, 2, 2);
    assertThat(medians(1)).containsExactly(13);
  }

  @Test
  void resultsThatOneThreadMustMakeAreNotDivided() {
    assertThat(sizes(2, median("k").as("median"), first("k").as("first"))).containsExactly(13);
  }

  private static List<Integer> medians(int threads) {
    return sizes(threads, median("k").as("median"), count().as("count"));
  }

  /** How many of 13 groups, each of which has its key as median, come out in which part. */
  private static List<Integer> sizes(int threads, Aggregate... aggregates) {
    RunOptions options = RunOptions.DEFAULTS.withParallelism(threads);
    GroupShape shape =
        new GroupShape(List.of(col("k")), List.of(aggregates), Tables.schema(SCHEMA));
    List<Integer> sizes = new ArrayList<>();
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(options, allocator, new MemoryBudget(Long.MAX_VALUE), "GroupBy", 1);
      try (GroupRun run = new GroupRun(shape, context)) {
        push(run, row -> row % 13, 0, allocator);
        List<RunPart> parts = run.parts();
        parts.forEach(part -> sizes.add(checked(part)));
        run.finish(0);
        while (run.poll() instanceof Step.Emit(Batch batch)) {
          sizes.add(checked(batch));
        }
      }
    }
    return sizes;
  }

  private static int checked(RunPart part) {
    try (part) {
      int groups = checked(part.next());
      assertThat(part.next()).isNull();
      return groups;
    }
  }

  private static int checked(Batch batch) {
    try (batch) {
      for (int i = 0; i < batch.length(); i++) {
        long key = batch.column(0).segment(1).get(Memory.LONG, (long) i << 3);
        double median = batch.column(1).segment(1).get(Memory.DOUBLE, (long) i << 3);
        assertThat(median).isEqualTo(key);
      }
      return batch.length();
    }
  }

  /** Whether groups come out in several parts. */
  private static boolean isShared(IntUnaryOperator keyOfRow) {
    return isShared(keyOfRow, BATCHES, Long.MAX_VALUE);
  }

  private static boolean isShared(IntUnaryOperator keyOfRow, int batches, long mostRows) {
    RunOptions options = RunOptions.DEFAULTS.withBatchRows(BATCH).withParallelism(2);
    GroupShape shape = new GroupShape(List.of(col("k")), List.of(count()), Tables.schema(SCHEMA));
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(options, allocator, new MemoryBudget(Long.MAX_VALUE), "GroupBy", 1);
      try (GroupRun run = new GroupRun(shape, context, mostRows);
          OperatorRun beside = run.beside()) {
        for (int batch = 0; batch < batches; batch++) {
          push(run, keyOfRow, batch * BATCH, allocator);
        }
        run.merge(beside);
        List<RunPart> parts = run.parts();
        parts.forEach(RunPart::close);
        return !parts.isEmpty();
      }
    }
  }

  private static void push(
      GroupRun run, IntUnaryOperator keyOfRow, int first, TestAllocator allocator) {
    Row[] rows = new Row[BATCH];
    for (int i = 0; i < BATCH; i++) {
      rows[i] = Tables.row((long) keyOfRow.applyAsInt(first + i));
    }
    run.push(0, Tables.table(SCHEMA, rows).batch(allocator));
  }
}
