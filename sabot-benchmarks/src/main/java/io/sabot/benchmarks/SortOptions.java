package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./dev peers sort} may be told.
 *
 * @param rows of the table
 * @param threads of each side, one number after the other
 * @param keys names of the orders to ask for; none given asks for all
 * @param pairs timed runs of each
 * @param warmMillis how long Sabot sorts before those
 */
record SortOptions(int rows, List<Integer> threads, List<String> keys, int pairs, int warmMillis) {
  static final SortOptions DEFAULTS =
      new SortOptions(3_000_000, List.of(1, 2), List.of(), 5, 2_000);

  /** Reads {@code --name value} pairs. */
  static SortOptions parse(String... arguments) {
    SortOptions options = DEFAULTS;
    if (arguments.length % 2 == 1) {
      throw refused(arguments[arguments.length - 1]);
    }
    for (int i = 0; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private SortOptions with(String name, String value) {
    List<String> parts = Arrays.asList(value.split(","));
    return switch (name) {
      case "--rows" -> new SortOptions(number(value), threads, keys, pairs, warmMillis);
      case "--threads" -> {
        List<Integer> numbers = parts.stream().map(SortOptions::number).toList();
        yield new SortOptions(rows, numbers, keys, pairs, warmMillis);
      }
      case "--keys" -> new SortOptions(rows, threads, parts, pairs, warmMillis);
      case "--pairs" -> new SortOptions(rows, threads, keys, number(value), warmMillis);
      case "--warm-millis" -> new SortOptions(rows, threads, keys, pairs, number(value));
      default -> throw refused(name);
    };
  }

  private static int number(String value) {
    return new BigDecimal(value).intValueExact();
  }

  /** Whether an order is among those to ask for. */
  boolean asks(String name) {
    return keys.isEmpty() || keys.contains(name);
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "peers sort: arguments must be --rows N, --threads N,…, --keys int|text|two,…, --pairs N"
            + " or --warm-millis N, but one is "
            + argument);
  }
}
