package io.sabot.stream;

import io.sabot.plan.Plan;

/** Names for functions that were given none, different for each within a plan. */
final class Functions {
  private Functions() {}

  /** {@code map}, {@code map 2}, … behind this plan. */
  static String nameFor(String verb, Plan input) {
    long before = named(verb, input);
    return before == 0 ? verb : verb + " " + (before + 1);
  }

  private static long named(String verb, Plan plan) {
    long here =
        plan instanceof Plan.Apply apply && apply.operator().name().startsWith(verb) ? 1 : 0;
    return here + plan.inputs().stream().mapToLong(input -> named(verb, input)).sum();
  }
}
