package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./dev peers spill} may be told.
 *
 * @param rows of each input
 * @param threads of each run
 * @param operators names of those to measure; none given measures all
 * @param pairs timed runs with all the memory and with a tenth of it
 */
record SpillOptions(int rows, int threads, List<String> operators, int pairs) {
  static final SpillOptions DEFAULTS = new SpillOptions(10_000_000, 2, List.of(), 3);

  /** Reads {@code --name value} pairs. */
  static SpillOptions parse(String... arguments) {
    SpillOptions options = DEFAULTS;
    if (arguments.length % 2 == 1) {
      throw refused(arguments[arguments.length - 1]);
    }
    for (int i = 0; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private SpillOptions with(String name, String value) {
    return switch (name) {
      case "--rows" -> new SpillOptions(number(value), threads, operators, pairs);
      case "--threads" -> new SpillOptions(rows, number(value), operators, pairs);
      case "--operators" -> new SpillOptions(rows, threads, Arrays.asList(value.split(",")), pairs);
      case "--pairs" -> new SpillOptions(rows, threads, operators, number(value));
      default -> throw refused(name);
    };
  }

  private static int number(String value) {
    return new BigDecimal(value).intValueExact();
  }

  /** Whether an operator is among those to measure. */
  boolean asks(String operator) {
    return operators.isEmpty() || operators.contains(operator);
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "peers spill: arguments must be --rows N, --threads N, --operators NAME,… or --pairs N,"
            + " but one is "
            + argument);
  }
}
