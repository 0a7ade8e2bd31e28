package io.sabot.stream;

import static io.sabot.Expressions.boolAnd;
import static io.sabot.Expressions.bottomK;
import static io.sabot.Expressions.correlation;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.covariance;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.quantile;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;
import static io.sabot.Expressions.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.expression.Aggregate;
import io.sabot.operator.BatchIterator;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups that memory has no room for go to disk, and what comes out is the same. */
@Timeout(120)
class SpilledGroupsTest {
  private static final int CASES = Integer.getInteger("sabot.spill.cases", 12);

  private static final String SCHEMA =
      "i:int, l:long, s:utf8, d:double, t:utf8, x:int, y:double, b:bool, n:list<int>";

  private static final List<List<String>> KEYS =
      List.of(
          List.of("i"),
          List.of("l"),
          List.of("s"),
          List.of("i", "s"),
          List.of("l", "s", "d"),
          List.of("s", "t"),
          List.of("d"),
          List.of("n"),
          List.of("n", "l"));

  private final FailingAllocation failing = new FailingAllocation();
  private final TestAllocator allocator = new TestAllocator(failing);
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options = RunOptions.DEFAULTS.withAllocator(allocator).withTemporaryFolder(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  private static List<Aggregate> aggregates() {
    return List.of(
        count().as("rows"),
        count("x").as("count"),
        countDistinct("x").as("different"),
        countDistinct("t").as("texts"),
        sum("x").as("sum_x"),
        sum("y").as("sum_y"),
        mean("x").as("mean_x"),
        min("x").as("min_x"),
        max("y").as("max_y"),
        min("t").as("min_t"),
        max("t").as("max_t"),
        boolAnd("b").as("all"),
        variance("x").as("variance"),
        stddev("y").as("stddev"),
        covariance("x", "y").as("covariance"),
        correlation("x", "y").as("correlation"),
        median("x").as("median"),
        quantile("y", 0.9).as("quantile"),
        topK("x", 3).as("top"),
        bottomK("y", 2).as("bottom"));
  }

  /** Values that are sums of few powers of two, so that the order of additions does not matter. */
  private static Row random(SplittableRandom random, int groups) {
    int group = random.nextInt(groups);
    List<Object> values = new ArrayList<>();
    values.add(group % 97);
    values.add(group * 1_000_003L);
    values.add((group % 5 == 0 ? "a rather long text that is key " : "k") + group);
    values.add(group % 31 == 0 ? Double.NaN : group / 4.0);
    values.add(text(random));
    values.add(random.nextInt(50));
    values.add(random.nextInt(1000) / 8.0);
    values.add(random.nextBoolean());
    values.add(List.of(group, group % 3));
    for (int i = 0; i < values.size(); i++) {
      values.set(i, random.nextInt(20) == 0 ? null : values.get(i));
    }
    return new Row(values);
  }

  private static String text(SplittableRandom random) {
    return "t".repeat(random.nextInt(20)) + random.nextInt(100);
  }

  private Stream stream(SplittableRandom random, int rows, int groups) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int done = 0; done < rows; ) {
      Row[] batch = new Row[Math.min(1 + random.nextInt(900), rows - done)];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = random(random, groups);
      }
      batches.add(Tables.table(SCHEMA, batch).root(allocator));
      done += batch.length;
    }
    roots.addAll(batches);
    return Stream.fromBatches(batches).with(options.withBatchBytes(8192));
  }

  private static Rows rows(Stream stream) {
    return Rows.drain(stream.iterator()).unordered().tolerance(1e-9);
  }

  private Stream within(Stream stream, long budget) {
    return stream.with(options.withBatchBytes(8192).withMemoryBudget(budget));
  }

  @Test
  void anyAggregatesByAnyKeys() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            List<String> keys = KEYS.get(random.nextInt(KEYS.size()));
            List<Aggregate> some = new ArrayList<>(aggregates());
            Collections.shuffle(some, new java.util.Random(random.nextLong()));
            some = some.subList(0, 1 + random.nextInt(random.nextBoolean() ? 3 : some.size()));
            Stream grouped =
                stream(random, 3000, 1 + random.nextInt(1500))
                    .groupBy(keys.toArray(String[]::new))
                    .aggregate(some.toArray(Aggregate[]::new));
            Rows expected = rows(grouped);
            for (int threads : new int[] {1, 2, 8}) {
              long budget = 300_000L << random.nextInt(3);
              rows(within(grouped, budget).parallelism(threads)).assertEquals(expected);
            }
            roots.forEach(VectorSchemaRoot::close);
            roots.clear();
          }
        });
  }

  @Test
  void manyKeysInLittleMemory() {
    SplittableRandom random = new SplittableRandom(7);
    Stream grouped =
        stream(random, 20_000, 15_000).groupBy("l").aggregate(count().as("n"), sum("x").as("x"));
    Rows expected = rows(grouped);
    for (int threads : new int[] {1, 2, 8}) {
      rows(within(grouped, 150_000).parallelism(threads)).assertEquals(expected);
    }
  }

  @Test
  void firstAndLastFollowTheOrderOfRows() {
    SplittableRandom random = new SplittableRandom(8);
    Stream grouped =
        stream(random, 10_000, 2000)
            .groupBy("s")
            .aggregate(first("x").as("first"), last("x").as("last"), first("t").as("text"));
    Rows expected = rows(grouped);
    for (int threads : new int[] {1, 2, 8}) {
      rows(within(grouped, 200_000).parallelism(threads)).assertEquals(expected);
    }
  }

  @Test
  void filesAreThereWhileItRuns() {
    Stream grouped =
        stream(new SplittableRandom(9), 20_000, 15_000).groupBy("l").aggregate(count().as("n"));
    try (BatchIterator batches = within(grouped, 150_000).iterator()) {
      batches.next().close();
      assertThat(folder).isNotEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aGroupWhoseStateIsNoListIsNotDivided() {
    Stream total = stream(new SplittableRandom(10), 3000, 1).aggregate(topK("y", 1000).as("top"));
    for (int threads : new int[] {1, 2}) {
      assertThatThrownBy(() -> rows(within(total, 8000).parallelism(threads)))
          .isInstanceOf(MemoryLimitException.class)
          .hasMessageContaining("GroupBy groups")
          .hasMessageContaining("more were asked for")
          .hasMessageContaining(" held and ")
          .hasMessageContaining(" spilled here")
          .hasMessageContaining("raise RunOptions.withMemoryBudget");
    }
    rows(within(total, 100_000)).assertEquals(rows(total));
  }

  @Test
  void aFullDiskEndsIt() {
    Stream grouped =
        stream(new SplittableRandom(11), 20_000, 15_000).groupBy("l").aggregate(count().as("n"));
    RunOptions little = options.withMemoryBudget(150_000).withSpillLimit(20_000);
    for (int threads : new int[] {1, 2, 8}) {
      assertThatThrownBy(() -> rows(grouped.with(little).parallelism(threads)))
          .isInstanceOf(SabotException.class)
          .satisfies(failure ->
              assertThat(((SabotException) failure).code()).isEqualTo(ErrorCode.SPILL_FAILED));
    }
  }

  /** Every allocation of a spilling run is refused once. */
  @Test
  void noAllocationThatFailsLeavesAnything() {
    Stream grouped =
        stream(new SplittableRandom(12), 3000, 2500)
            .groupBy("l")
            .aggregate(count().as("n"), median("y").as("m"));
    Stream tight = within(grouped, 200_000);
    boolean refused = true;
    for (int granted = 0; refused; granted += 37) {
      failing.after(granted);
      try {
        rows(tight);
      } catch (RuntimeException failure) {
        assertThat(folder).isEmptyDirectory();
      }
      refused = failing.stop();
    }
  }
}
