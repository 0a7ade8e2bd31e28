package io.sabot.operators.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Keys that differ in few places are spread like random ones, whatever the seed. */
class WordHashTest {
  private static final int KEYS = 1000;
  private static final int SLOT_BITS = 11;
  private static final int SEEDS = 1000;

  /** Random keys take 1.5 looks each where half of the slots are taken, and seldom 1.75. */
  private static final double MOST_LOOKS = 2;

  private record Key(long first, int second) {}

  @Test
  void numbersInARow() {
    spreads(i -> new Key(i, 0));
  }

  @Test
  void numbersThatDifferInTheirUpperBits() {
    spreads(i -> new Key((long) i << 44, 0));
  }

  @Test
  void doublesInARow() {
    spreads(i -> new Key(Double.doubleToLongBits(i * 0.25), 0));
  }

  @Test
  void threeSmallNumbersInAWord() {
    spreads(i -> new Key(i % 10 | (long) (i / 10 % 10) << 9 | (long) (i / 100) << 30, 0));
  }

  @Test
  void textsThatEndWithANumber() {
    spreads(i -> text("id%010d".formatted(i)));
  }

  @Test
  void textsThatBeginWithANumber() {
    spreads(i -> text("%03d of many".formatted(i)));
  }

  private static Key text(String text) {
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 12);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Key(buffer.getLong(0), buffer.getInt(8));
  }

  private static void spreads(IntFunction<Key> keys) {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < SEEDS; i++) {
            long seed = random.nextLong();
            assertThat(looks(keys, WordHash.of(seed, 1)))
                .as("looks per key with %d as seed", seed)
                .isLessThan(MOST_LOOKS);
          }
        });
  }

  /** How many slots are looked at for each key of a table that is half full then. */
  private static double looks(IntFunction<Key> keys, WordHash hash) {
    boolean[] taken = new boolean[1 << SLOT_BITS];
    int looks = KEYS;
    for (int i = 0; i < KEYS; i++) {
      Key key = keys.apply(i);
      int slot = (int) (hash.hash(key.first(), key.second()) >>> Long.SIZE - SLOT_BITS);
      while (taken[slot]) {
        slot = slot + 1 & taken.length - 1;
        looks++;
      }
      taken[slot] = true;
    }
    return (double) looks / KEYS;
  }
}
