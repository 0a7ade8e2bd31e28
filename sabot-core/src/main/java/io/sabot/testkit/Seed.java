package io.sabot.testkit;

import java.util.SplittableRandom;

/**
 * Where random tests get their numbers: a new seed each time, or the one given by {@code
 * -Dsabot.seed=…}. What fails should show it.
 *
 * @param value the seed
 */
public record Seed(long value) {
  /** The system property that replays a seed. */
  public static final String PROPERTY = "sabot.seed";

  /** A new seed, or the one to replay. */
  public static Seed next() {
    Long replayed = Long.getLong(PROPERTY);
    return new Seed(replayed == null ? new SplittableRandom().nextLong() : replayed);
  }

  /** Numbers from this seed, always the same. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  /** Runs a random test; what it throws shows the seed. */
  public void run(Body test) {
    try {
      test.run(random());
    } catch (Throwable failure) {
      throw new AssertionError(this + ": " + failure.getMessage(), failure);
    }
  }

  /** A random test. */
  @FunctionalInterface
  public interface Body {
    /** Runs with the numbers of a seed. */
    void run(SplittableRandom random) throws Exception;
  }

  @Override
  public String toString() {
    return "-D" + PROPERTY + "=" + value + Share.flag();
  }
}
