package io.sabot.kafka.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What is to be done later: after a time, or when something has come true. */
final class Agenda {
  /** How long something may take to come true. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Item> items = new ArrayList<>();

  private record Item(String what, long from, long until, BooleanSupplier when, Runnable action) {}

  /** Does something after a time. */
  void after(Duration time, Runnable action) {
    after(time, "time", () -> true, action);
  }

  /** Does something when a condition holds, which it must before patience ends. */
  void when(String what, BooleanSupplier condition, Runnable action) {
    after(Duration.ZERO, what, condition, action);
  }

  /** Does something after a time, when a condition holds, too. */
  void after(Duration time, String what, BooleanSupplier condition, Runnable action) {
    long from = System.nanoTime() + time.toNanos();
    items.add(new Item(what, from, from + PATIENCE.toNanos(), condition, action));
  }

  /** Does what is due. */
  void work() {
    for (Item item : List.copyOf(items)) {
      long now = System.nanoTime();
      if (now - item.from() >= 0 && item.when().getAsBoolean()) {
        items.remove(item);
        item.action().run();
      } else if (now - item.until() > 0) {
        throw new AssertionError(
            "within %d seconds must come true: %s".formatted(PATIENCE.toSeconds(), item.what()));
      }
    }
  }

  boolean isEmpty() {
    return items.isEmpty();
  }
}
