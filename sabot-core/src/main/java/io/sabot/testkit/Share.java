package io.sabot.testkit;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How many of its cases a test tries: all, or with {@code -Dsabot.share=n} one in {@code n}, drawn
 * by the numbers of its seed. For start-ups that repeat what another has tried in full.
 */
public final class Share {
  /** The system property that says one in how many. */
  public static final String PROPERTY = "sabot.share";

  private static final int ONE_IN = Integer.getInteger(PROPERTY, 1);

  private Share() {}

  /** Whether a case is among those to try. */
  public static boolean tries(SplittableRandom random) {
    return ONE_IN == 1 || random.nextInt(ONE_IN) == 0;
  }

  /** The share of so many random cases, at least one. */
  public static int of(int cases) {
    return Math.max(1, cases / ONE_IN);
  }

  /** Some of the cases, in their order. */
  public static <T> List<T> of(List<T> cases, SplittableRandom random) {
    return ONE_IN == 1 ? cases : cases.stream().filter(one -> tries(random)).toList();
  }

  /** What to give besides a seed for the same cases; empty where all are tried. */
  static String flag() {
    return ONE_IN == 1 ? "" : " -D" + PROPERTY + "=" + ONE_IN;
  }
}
