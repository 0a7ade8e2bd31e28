package io.sabot.operator;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The key filters of one run, by the numbers that the plan gave them. */
public final class KeyFilters {
  private final ConcurrentHashMap<Integer, KeyFilter> known = new ConcurrentHashMap<>();

  /** Makes a filter known; whoever does so answers for it as long as others may ask. */
  public void publish(int number, KeyFilter filter) {
    known.put(number, filter);
  }

  /** The filter of a number, or null where it is not known yet or never will be. */
  public @Nullable KeyFilter get(int number) {
    return known.get(number);
  }
}
