package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.SpillRoom;
import io.sabot.testkit.Tables;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several threads find the first rows that one finds, in the same order. */
@Timeout(120)
class ParallelDistinctTest {
  private static final int ROWS = 12_000;

  private final SpillRoom room = new SpillRoom();
  private final RunOptions options = room.options().withBatchRows(100).withBatchBytes(4096);

  @AfterEach
  void nothingIsLeft() {
    room.close();
  }

  private Stream rows(SplittableRandom random, int rows, int different) {
    Row[] made = new Row[rows];
    for (int i = 0; i < rows; i++) {
      int k = random.nextInt(different);
      made[i] = row(k % 7 == 0 ? null : k, random.nextInt(9) == 0 ? null : "text " + k % 50, i);
    }
    return Stream.fromBatches(
            room.cut(Tables.table("k:int, s:utf8, n:int", made), random.nextInt(50, 1000)))
        .with(options);
  }

  private static Rows drain(Stream stream) {
    return Rows.drain(stream.iterator());
  }

  private void check(SplittableRandom random, Stream stream) {
    Rows alone = drain(stream.parallelism(1));
    for (int threads : new int[] {2, 8}) {
      drain(stream.parallelism(threads)).assertEquals(alone);
      RunOptions small = options.withMemoryBudget(400_000L + random.nextInt(40_000_000));
      drain(stream.with(small.withParallelism(threads))).assertEquals(alone);
    }
  }

  @Test
  void firstRowsAreTheSame() {
    Seed.next()
        .run(random -> {
          for (int different : new int[] {5, 1000, 1 << 30}) {
            Stream stream = rows(random, ROWS, different);
            check(random, stream.distinct("k"));
            check(random, stream.filter(col("n").rem(3).ne(1)).distinct("s", "k"));
            room.closeRoots();
          }
        });
  }

  /** Each thread sees that nearly all rows pass, and looks at no more of them. */
  @Test
  void keysThatAreNearlyAllNewAreLookedUpOnce() {
    Seed.next().run(random -> check(random, rows(random, 300_000, 1 << 30).distinct("k")));
  }

  @Test
  void aLimitBehindItEndsTheRun() {
    Seed.next()
        .run(random -> {
          Stream first = rows(random, ROWS, 100).distinct("k").limit(20);
          drain(first.parallelism(4)).assertEquals(drain(first.parallelism(1)));
        });
  }

  @Test
  void explainSaysSo() {
    assertThat(rows(new SplittableRandom(1), 10, 3).distinct("k").parallelism(4).explain())
        .contains("DistinctAhead[columns=[k]] [up to 4 threads, in order]");
  }
}
