package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.desc;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.expression.SortKey;
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

/**
 * Several threads sort as one does: rows of equal keys stay as they came, in memory and on disk.
 */
@Timeout(120)
class ParallelSortTest {
  private static final int ROWS = 6000;
  private static final List<SortKey> KEYS =
      List.of(
          asc("k"), desc("k").nullsFirst(), asc("s"), desc("s"), asc("f"), asc(col("n").minus(3)));

  @TempDir Path folder;
  private final TestAllocator allocator = new TestAllocator();
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options =
        RunOptions.DEFAULTS
            .withAllocator(allocator)
            .withTemporaryFolder(folder)
            .withBatchRows(100)
            .withBatchBytes(4096);
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  private Stream stream(SplittableRandom random) {
    int different = random.nextBoolean() ? 5 : 1 << 20;
    int next = 0;
    while (next < ROWS) {
      Row[] rows = new Row[random.nextInt(1, 400)];
      for (int i = 0; i < rows.length; i++) {
        int k = random.nextInt(different);
        rows[i] =
            row(
                k % 7 == 0 ? null : k,
                random.nextInt(9) == 0 ? null : "text number " + random.nextInt(different),
                random.nextInt(4) == 0 ? Double.NaN : random.nextInt(-2, 3) / 2.0,
                next++);
      }
      roots.add(Tables.table("k:int, s:utf8, f:float64, n:int", rows).root(allocator));
    }
    return Stream.fromBatches(roots).with(options);
  }

  private static SortKey[] order(SplittableRandom random) {
    return random
        .ints(random.nextInt(1, 4), 0, KEYS.size())
        .mapToObj(KEYS::get)
        .toArray(SortKey[]::new);
  }

  private static Rows rows(Stream stream) {
    return Rows.drain(stream.iterator());
  }

  private void check(SplittableRandom random, Stream sorted) {
    Rows alone = rows(sorted.parallelism(1));
    for (int threads : new int[] {2, 8}) {
      rows(sorted.parallelism(threads)).assertEquals(alone);
      long budget = 40_000L + random.nextInt(400_000);
      RunOptions small = options.withMemoryBudget(budget).withParallelism(threads);
      rows(sorted.with(small)).assertEquals(alone);
    }
  }

  @Test
  void sorts() {
    for (int i = 0; i < 5; i++) {
      Seed.next().run(random -> check(random, stream(random).sort(order(random))));
    }
  }

  /** The sort is asked for rows while the join below it still reads the side that it keeps. */
  @Test
  void sortsTheRowsOfAJoin() {
    Seed.next()
        .run(random -> {
          Stream rows = stream(random);
          Stream few = rows.select(col("n").as("m")).limit(10);
          check(random, rows.leftJoin(few, on("n", "m")).sort("s"));
        });
  }

  @Test
  void sortsWhatAFilterLeaves() {
    Seed.next()
        .run(random -> check(random, stream(random).filter(col("f").eq(1)).sort(order(random))));
  }

  @Test
  void givesTheFirst() {
    for (int i = 0; i < 5; i++) {
      Seed.next()
          .run(
              random -> check(random, stream(random).topN(random.nextInt(1, 3000), order(random))));
    }
  }

  /**
   * A join gives rows without a pair when all morsels are through: they are sorted with the rest.
   */
  @Test
  void sortsWhatJoinsKeepBack() {
    Seed.next()
        .run(random -> {
          Stream left = stream(random);
          Row[] rows = new Row[500];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = row(random.nextInt(-300, 300), i);
          }
          VectorSchemaRoot other = Tables.table("k:int, m:int", rows).root(allocator);
          roots.add(other);
          Stream right = Stream.fromBatches(List.of(other)).with(options);
          for (Stream joined :
              List.of(left.rightJoin(right, using("k")), left.fullJoin(right, using("k")))) {
            check(random, joined.sort(asc("m").nullsFirst(), desc("n")));
            check(random, joined.topN(700, asc("n"), asc("m")));
          }
        });
  }

  @Test
  void explainSaysSo() {
    assertThat(stream(new SplittableRandom(1)).sort("k").parallelism(4).explain())
        .contains("Sort[keys=[k asc]] [up to 4 threads]");
  }
}
