package io.sabot.kafka;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What arrived of the numbers from 0 on, and how often. */
final class History {
  private final BitSet seen = new BitSet();
  private final Map<Integer, Integer> again = new TreeMap<>();

  void add(long number) {
    int n = Math.toIntExact(number);
    if (seen.get(n)) {
      again.merge(n, 1, Integer::sum);
    }
    seen.set(n);
  }

  /** Whether all below a bound arrived. */
  boolean isComplete(int count) {
    return seen.nextClearBit(0) >= count;
  }

  /** Asserts that each number below a bound arrived at least once, and no other. */
  void assertAtLeastOnce(int count) {
    if (seen.nextClearBit(0) != count || seen.length() != count) {
      throw new AssertionError(
          "each number below %d must arrive, but %d is missing and %d is the last"
              .formatted(count, seen.nextClearBit(0), seen.length() - 1));
    }
  }

  /** Numbers that came more than once. */
  int repeated() {
    return again.size();
  }
}
