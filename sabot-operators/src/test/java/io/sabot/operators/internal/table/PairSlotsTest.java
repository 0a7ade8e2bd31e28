package io.sabot.operators.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are found in few slots as in very many, which are fetched ahead. */
class PairSlotsTest {
  private static final int LOOKED_UP = 5000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 400_000})
  void findsWhatIsThereAndNothingElse(int keys) {
    Seed.next()
        .run(random -> {
          try (TestAllocator allocator = new TestAllocator();
              Reservation reservation = new MemoryBudget(Long.MAX_VALUE).reserve("slots");
              PairSlots slots =
                  new PairSlots(new GrowingBuffer(allocator, reservation), random.nextLong())) {
            slots.grow(keys, new GrowingBuffer(allocator, reservation));
            for (int key = 0; key < keys; key++) {
              slots.put(slots.place(first(key), second(key)), first(key), second(key), key + 1);
            }
            check(slots, keys, random);
          }
        });
  }

  private static void check(PairSlots slots, int keys, SplittableRandom random) {
    int[] wanted = random.ints(LOOKED_UP, 0, 2 * keys + 1).toArray();
    long[] firsts = Arrays.stream(wanted).mapToLong(PairSlotsTest::first).toArray();
    int[] seconds = Arrays.stream(wanted).map(PairSlotsTest::second).toArray();
    int[] found = new int[LOOKED_UP];
    int[] others = new int[LOOKED_UP];
    int rest = slots.findFirst(firsts, seconds, LOOKED_UP, found, others);
    for (int i = 0; i < rest; i++) {
      int other = others[i];
      found[other] = slots.stored(slots.place(firsts[other], seconds[other])) - 1;
    }
    assertThat(found).isEqualTo(Arrays.stream(wanted).map(key -> key < keys ? key : -1).toArray());
  }

  /** Some keys have one part in common. */
  private static long first(int key) {
    return (long) key >>> 1;
  }

  private static int second(int key) {
    return key & 1;
  }
}
