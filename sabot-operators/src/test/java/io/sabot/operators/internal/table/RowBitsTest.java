package io.sabot.operators.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is done at nulls is what a look at each row would do, from wherever to wherever. */
class RowBitsTest {
  private static final int CASES = 2_000;

  @Test
  void agreeWithAPlainLoop() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            check(random);
          }
        });
  }

  private static void check(SplittableRandom random) {
    int rows = random.nextInt(1, 300);
    int from = random.nextInt(rows);
    int count = random.nextInt(rows - from + 1);
    int start = random.nextInt(count + 1);
    int many = random.nextInt(1, 80);
    long[] valid = new long[rows + 63 >>> 6];
    for (int i = 0; i < rows; i++) {
      valid[i >>> 6] |= (random.nextInt(many) == 0 ? 0L : 1L) << i;
    }
    long[] words = random.longs(count).toArray();
    int[] ids = random.ints(rows).toArray();

    long[] replaced = words.clone();
    RowBits.replaceNulls(valid, from, count, replaced, 7);
    long[] carried = words.clone();
    int first = RowBits.carry(carried, valid, from, start, count);
    int[] set = ids.clone();
    RowBits.setNulls(valid, from, start, count, set, -1);

    for (int i = 0; i < count; i++) {
      boolean present = RowBits.get(valid, from + i);
      assertThat(replaced[i]).isEqualTo(present ? words[i] : 7);
      assertThat(carried[i]).isEqualTo(present || i <= first ? words[i] : carried[i - 1]);
      assertThat(present && i >= start && i < first).isFalse();
      assertThat(set[from + i]).isEqualTo(present || i < start ? ids[from + i] : -1);
    }
    assertThat(first == count || RowBits.get(valid, from + first)).isTrue();
  }
}
