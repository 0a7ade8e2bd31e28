package io.sabot.benchmarks;

import java.util.SplittableRandom;

/** How often each of some numbers comes. */
enum Skew {
  /** All alike. */
  EVEN,
  /** The first one 99 times of 100, the others alike. */
  ONE,
  /** The n-th one n^−1.5 times as often as the first. */
  ZIPF;

  private static final double EXPONENT = 1.5;

  /** A number from 1 to {@code most}. */
  int next(SplittableRandom random, int most) {
    return switch (this) {
      case EVEN -> 1 + random.nextInt(most);
      case ONE -> random.nextInt(100) > 0 ? 1 : 1 + random.nextInt(most);
      case ZIPF -> zipf(random, most);
    };
  }

  /** By rejection: candidates come from a curve that is easily inverted and lies above. */
  private static int zipf(SplittableRandom random, int most) {
    double above = Math.pow(2, EXPONENT - 1);
    while (true) {
      double candidate = Math.floor(Math.pow(1 - random.nextDouble(), -1 / (EXPONENT - 1)));
      if (candidate > most) {
        continue;
      }
      double ratio = Math.pow(1 + 1 / candidate, EXPONENT - 1);
      if (random.nextDouble() * candidate * (ratio - 1) / (above - 1) <= ratio / above) {
        return (int) candidate;
      }
    }
  }
}
