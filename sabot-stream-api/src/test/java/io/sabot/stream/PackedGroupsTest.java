package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
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
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys of which nearly each row brings a new one are packed, where they can be. */
@Timeout(120)
class PackedGroupsTest {
  private static final int CASES = Integer.getInteger("sabot.packed.cases", 6);
  private static final int ROWS = 8_000;

  private static final String SCHEMA =
      "i:int, l:long, b:bool, y:date, s:utf8, t:utf8, u:utf8, v:utf8, w:utf8, x:int, z:utf8";

  private static final List<List<String>> KEYS =
      List.of(
          List.of("l"),
          List.of("i", "l"),
          List.of("i", "s", "x"),
          List.of("b", "y", "x"),
          List.of("i", "s", "t", "u", "v", "w", "b"),
          List.of("s", "l"),
          List.of("u"));

  private final FailingAllocation failing = new FailingAllocation();
  private final TestAllocator allocator = new TestAllocator(failing);
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options =
        RunOptions.DEFAULTS
            .withAllocator(allocator)
            .withTemporaryFolder(folder)
            .withBatchRows(40)
            .withBatchBytes(8192);
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  /** Late rows have numbers far from those before them, and more strings than codes were left. */
  private static Row random(SplittableRandom random, int row, boolean drifts) {
    boolean late = drifts && row > ROWS / 3;
    int kinds = late ? 3000 : 12;
    List<Object> values = new ArrayList<>();
    values.add(random.nextInt(1000) + (late ? 1_000_000_000 : 0));
    values.add(late ? random.nextLong() : (long) random.nextInt(100_000));
    values.add(random.nextBoolean());
    values.add(java.time.LocalDate.ofEpochDay(random.nextInt(late ? 40_000 : 100)));
    for (int i = 0; i < 5; i++) {
      values.add((i == 3 ? "a text that no slot holds " : "t") + random.nextInt(kinds));
    }
    values.add(random.nextInt(10_000));
    values.add("z".repeat(random.nextInt(15)));
    for (int i = 0; i < values.size(); i++) {
      values.set(i, random.nextInt(30) == 0 ? null : values.get(i));
    }
    return new Row(values);
  }

  private Stream stream(SplittableRandom random, boolean drifts) {
    for (int done = 0; done < ROWS; ) {
      Row[] batch = new Row[Math.min(1 + random.nextInt(900), ROWS - done)];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = random(random, done + i, drifts);
      }
      roots.add(Tables.table(SCHEMA, batch).root(allocator));
      done += batch.length;
    }
    return Stream.fromBatches(List.copyOf(roots)).with(options);
  }

  private static Stream grouped(Stream stream, List<String> keys) {
    return stream
        .groupBy(keys.toArray(String[]::new))
        .aggregate(
            count().as("rows"),
            sum("x").as("sum"),
            min("z").as("least"),
            max("y").as("most"),
            median("x").as("median"),
            countDistinct("s").as("different"),
            first("x").as("first"),
            last("z").as("last"));
  }

  private static Rows rows(Stream stream) {
    return Rows.drain(stream.iterator()).unordered().tolerance(1e-9);
  }

  @Test
  void severalThreadsGiveTheSameGroups() {
    for (int i = 0; i < CASES; i++) {
      Seed.next()
          .run(random -> {
            Stream input = stream(random, random.nextInt(4) > 0);
            List<String> keys = KEYS.get(random.nextInt(KEYS.size()));
            Rows expected = rows(grouped(input.with(options.withBatchRows(1 << 16)), keys));
            for (int threads : new int[] {1, 2, 8}) {
              rows(grouped(input, keys).parallelism(threads)).assertEquals(expected);
            }
          });
      roots.forEach(VectorSchemaRoot::close);
      roots.clear();
    }
  }

  @Test
  void whatMemoryHasNoRoomForGoesToDisk() {
    Stream input = stream(new SplittableRandom(1), true);
    long[] budgets = {2_000_000, 6_000_000, 12_000_000};
    for (int i = 0; i < KEYS.size(); i++) {
      List<String> keys = KEYS.get(i);
      Rows expected = rows(grouped(input.with(options.withBatchRows(1 << 16)), keys));
      Stream little = input.with(options.withMemoryBudget(budgets[i % budgets.length]));
      for (int threads : new int[] {1, 2, 8}) {
        rows(grouped(little, keys).parallelism(threads)).assertEquals(expected);
      }
    }
  }

  /** What a full join keeps back comes when all morsels are through, and belongs to groups, too. */
  @Test
  void rowsThatComeLastAreGrouped() {
    Stream left = stream(new SplittableRandom(4), false);
    Stream right = left.select(col("x").plus(5_000).as("x"), col("t").as("other"));
    Stream joined = left.fullJoin(right, on("x", "x"));
    Stream grouped = joined.groupBy("x", "s").aggregate(count().as("rows"), min("other").as("o"));
    rows(grouped.parallelism(2)).assertEquals(rows(grouped));
    Stream ends = joined.groupBy("s").aggregate(first("other").as("f"), last("other").as("l"));
    rows(ends.parallelism(8)).assertEquals(rows(ends.parallelism(1)));
    Rows sorted = rows(joined.select("x", "s").sort("x", "s"));
    rows(joined.select("x", "s").sort("x", "s").parallelism(2)).assertEquals(sorted);
  }

  @Test
  void closingHalfWayLeavesNothing() {
    Stream grouped = grouped(stream(new SplittableRandom(2), true), List.of("i", "s", "x"));
    for (int taken = 0; taken < 4; taken++) {
      try (BatchIterator batches = grouped.parallelism(2).iterator()) {
        for (int i = 0; i < taken; i++) {
          batches.next().close();
        }
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noAllocationThatFailsLeavesAnything() {
    Stream grouped = grouped(stream(new SplittableRandom(3), true), List.of("i", "s", "x"));
    boolean refused = true;
    for (int granted = 0; refused; granted += 1 + granted / 8) {
      failing.after(granted);
      try {
        rows(grouped.parallelism(2));
      } catch (RuntimeException failure) {
        assertThat(folder).isEmptyDirectory();
      }
      refused = failing.stop();
    }
  }
}
