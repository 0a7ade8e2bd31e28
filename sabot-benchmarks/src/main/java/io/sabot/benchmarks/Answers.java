package io.sabot.benchmarks;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two engines gave the same answer. */
final class Answers {
  private Answers() {}

  /**
   * Fails where they differ; floating point by more than the order of additions explains.
   *
   * @param scale what the absolute values that were added up may reach in all
   */
  static void requireEqual(String question, List<?> one, List<?> other, double scale) {
    boolean equal = one.size() == other.size();
    for (int i = 0; equal && i < one.size(); i++) {
      equal = close(one.get(i), other.get(i), scale);
    }
    if (!equal) {
      throw new AssertionError(question + ": " + one + " is not " + other);
    }
  }

  private static boolean close(@Nullable Object one, @Nullable Object other, double scale) {
    if (!(one instanceof Number a && other instanceof Number b)) {
      return Objects.equals(one, other);
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    double allowed = 1e-9 * Math.max(scale, Math.abs(x));
    return Double.compare(x, y) == 0 || Math.abs(x - y) <= allowed;
  }
}
