package io.sabot.internal.flow;

import java.util.concurrent.atomic.AtomicLong;

/** Items asked for and not yet given. Once it reaches {@link Long#MAX_VALUE} it stays there. */
final class Demand {
  private final AtomicLong open = new AtomicLong();

  /** Adds {@code count}, at least 1, items. */
  void add(long count) {
    open.accumulateAndGet(count, Demand::sum);
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Whether an item may be given. */
  boolean isOpen() {
    return open.get() > 0;
  }

  /** An item is given. */
  void use() {
    open.updateAndGet(count -> count == Long.MAX_VALUE ? count : count - 1);
  }
}
