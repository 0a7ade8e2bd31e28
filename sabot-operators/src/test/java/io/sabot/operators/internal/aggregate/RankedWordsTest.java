package io.sabot.operators.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies around a quantile is what a sort finds, in small groups and in large ones. */
class RankedWordsTest {
  private static final double[] FRACTIONS = {0, 0.3, 0.5, 0.9999, 1};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000, 1_048_576, 1_048_577, 1_500_000})
  void agreesWithASort(int rows) {
    Seed.next()
        .run(random -> {
          long bound = random.nextBoolean() ? Long.MAX_VALUE : 50;
          long[] values =
              LongStream.generate(() -> random.nextLong(-bound, bound)).limit(rows).toArray();
          long[] sorted = values.clone();
          Arrays.sort(sorted);
          MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
          try (TestAllocator allocator = new TestAllocator();
              Reservation reservation = budget.reserve("words");
              GroupedWords words = new GroupedWords(allocator, reservation)) {
            words.resize(2);
            int[] ones = new int[rows];
            Arrays.fill(ones, 1);
            words.add(values, null, ones, rows);
            for (double fraction : FRACTIONS) {
              try (RankedWords ranked =
                  new RankedWords(words, fraction, 0, 2, allocator, reservation)) {
                assertThat(ranked.find(0)).isFalse();
                assertThat(ranked.find(1)).isTrue();
                double place = fraction * (rows - 1);
                int below = (int) place;
                assertThat(ranked.part()).isEqualTo(place - below);
                assertThat(ranked.below()).isEqualTo(sorted[below]);
                if (ranked.part() > 0) {
                  assertThat(ranked.above()).isEqualTo(sorted[below + 1]);
                }
              }
            }
          }
          assertThat(budget.reserved()).isZero();
        });
  }
}
