package io.sabot.operators.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Words of every spread against a map, so that windows move, grow, give way to hashes and return.
 */
class WordIndexTest {
  private static final int STEPS = 60;

  @Test
  void agreesWithAMap() {
    for (int i = 0; i < 40; i++) {
      Seed.next()
          .run(random -> {
            long origin = random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - 5000;
            long range = 1L << random.nextInt(1, 63);
            int drift = random.nextInt(-5000, 5000);
            agrees(random, step -> origin + step * drift + random.nextLong(range));
          });
    }
  }

  /** First everything is far apart, then the gaps are filled. */
  @Test
  void hashesGiveWayToAWindow() {
    Seed.next()
        .run(random ->
            agrees(random, step -> step < 3 ? random.nextLong(1 << 20) : random.nextLong(1 << 17)));
  }

  /** The ends of what a word can be, where distances overflow. */
  @Test
  void extremesStayApart() {
    long[] extremes = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE, 1L << 62, -1L << 62};
    Seed.next()
        .run(
            random -> agrees(random, step -> extremes[random.nextInt(extremes.length)] + step % 2));
  }

  private static void agrees(SplittableRandom random, LongUnaryOperator word) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = budget.reserve("words");
        WordIndex index =
            new WordIndex(
                new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", random.nextLong()),
                reservation)) {
      Map<Long, Integer> expected = new HashMap<>();
      long[] words = new long[WordIndex.STEP];
      int[] ids = new int[WordIndex.STEP + 3];
      for (int step = 0; step < STEPS; step++) {
        int count = random.nextInt(WordIndex.STEP + 1);
        for (int i = 0; i < count; i++) {
          words[i] = word.applyAsLong(step);
        }
        found(index, expected, words, ids, count);
        inserted(index, expected, words, ids, count, random.nextBoolean() ? count : 100_000);
      }
      Map<Long, Integer> shown = new HashMap<>();
      index.visit(shown::put);
      assertEquals(expected, shown);
    }
    assertEquals(0, budget.reserved());
  }

  private static void found(
      WordIndex index, Map<Long, Integer> expected, long[] words, int[] ids, int count) {
    index.find(words, count, ids, 3, new int[count]);
    for (int i = 0; i < count; i++) {
      assertEquals(expected.getOrDefault(words[i], -1), ids[3 + i]);
    }
  }

  private static void inserted(
      WordIndex index,
      Map<Long, Integer> expected,
      long[] words,
      int[] ids,
      int count,
      int announced) {
    RowIds added = new RowIds(8);
    index.expect(announced);
    int before = index.size();
    index.findOrInsert(words, 0, count, ids, 3, added);
    for (int i = 0; i < count; i++) {
      int next = expected.size();
      assertEquals(expected.computeIfAbsent(words[i], unused -> next), ids[3 + i]);
    }
    assertEquals(expected.size(), index.size());
    assertEquals(index.size() - before, added.size());
    for (int i = 0; i < added.size(); i++) {
      assertEquals(before + i, ids[(int) added.get(i)]);
    }
  }

  /** Rows with a word each, all at once; what is refused leaves everything as it was. */
}
