package io.sabot.kafka.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is done when: all drawn by a seed, so that it can be done again.
 *
 * @param faults in their order
 */
record FaultPlan(List<Planned> faults) {
  /** A fault comes up to so long after the number it waits for. */
  private static final int LONGEST_DELAY_MILLIS = 300;

  private static final int SHORTEST_PAUSE_MILLIS = 200;
  private static final int LONGEST_PAUSE_MILLIS = 2_500;

  /**
   * One fault.
   *
   * @param arrived how many numbers must have arrived before
   * @param delayMillis how long after that it comes
   * @param slot which process it is about, where it is about one
   * @param pauseMillis how long the broker stands still, where it is about that
   */
  record Planned(FaultKind kind, long arrived, int delayMillis, int slot, int pauseMillis) {}

  /**
   * A plan: kinds of faults by their shares, one of them in each portion of the numbers but the
   * first.
   *
   * @param portion how many numbers there are for each fault
   */
  static FaultPlan draw(SplittableRandom random, int count, long portion) {
    List<FaultKind> kinds = kinds(random, count);
    List<Planned> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faults.add(
          new Planned(
              kinds.get(i),
              (i + 1) * portion + random.nextLong(portion),
              random.nextInt(LONGEST_DELAY_MILLIS),
              random.nextInt(Group.SIZE),
              random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS)));
    }
    return new FaultPlan(faults);
  }

  private static List<FaultKind> kinds(SplittableRandom random, int count) {
    List<FaultKind> deck = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      for (int i = 0; i < kind.share; i++) {
        deck.add(kind);
      }
    }
    List<FaultKind> kinds = new ArrayList<>();
    while (kinds.size() < count) {
      shuffle(deck, random);
      kinds.addAll(deck.subList(0, Math.min(deck.size(), count - kinds.size())));
    }
    return kinds;
  }

  private static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      T moved = list.set(random.nextInt(i + 1), list.get(i));
      list.set(i, moved);
    }
  }
}
