package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.util.List;

/**
 * What {@code ./dev peers db-benchmark} may be told.
 *
 * @param rows rows of the table that is grouped, and of the largest tables that are joined
 * @param threads of each side
 * @param nulls percent of the values of ids, and of the measures, that are null
 * @param sorted whether rows come in the order of their ids
 * @param questions names of the questions to ask; none given asks all
 * @param pairs timed runs of each question in the steady state
 * @param warmMillis how long Sabot runs a question before those
 * @param seed of the rows
 */
record DbBenchmarkOptions(
    int rows,
    int threads,
    int nulls,
    boolean sorted,
    List<String> questions,
    int pairs,
    int warmMillis,
    long seed) {
  static final DbBenchmarkOptions DEFAULTS =
      new DbBenchmarkOptions(10_000_000, 2, 0, false, List.of(), 7, 1_500, 108);

  /** Reads {@code --name value} pairs and {@code --sorted}. */
  static DbBenchmarkOptions parse(String... arguments) {
    DbBenchmarkOptions options = DEFAULTS;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--sorted")) {
        options = options.inOrder();
      } else if (i + 1 < arguments.length) {
        options = options.with(arguments[i], arguments[++i]);
      } else {
        throw refused(arguments[i] + " without a value");
      }
    }
    return options;
  }

  private DbBenchmarkOptions inOrder() {
    return new DbBenchmarkOptions(rows, threads, nulls, true, questions, pairs, warmMillis, seed);
  }

  private DbBenchmarkOptions with(String name, String value) {
    return switch (name) {
      case "--questions" ->
          new DbBenchmarkOptions(
              rows, threads, nulls, sorted, questions(value), pairs, warmMillis, seed);
      case "--seed" ->
          new DbBenchmarkOptions(
              rows, threads, nulls, sorted, questions, pairs, warmMillis, Long.parseLong(value));
      default -> with(name, new BigDecimal(value).intValueExact());
    };
  }

  private DbBenchmarkOptions with(String name, int value) {
    return switch (name) {
      case "--rows" ->
          new DbBenchmarkOptions(value, threads, nulls, sorted, questions, pairs, warmMillis, seed);
      case "--threads" ->
          new DbBenchmarkOptions(rows, value, nulls, sorted, questions, pairs, warmMillis, seed);
      case "--nulls" ->
          new DbBenchmarkOptions(rows, threads, value, sorted, questions, pairs, warmMillis, seed);
      case "--pairs" ->
          new DbBenchmarkOptions(rows, threads, nulls, sorted, questions, value, warmMillis, seed);
      case "--warm-millis" ->
          new DbBenchmarkOptions(rows, threads, nulls, sorted, questions, pairs, value, seed);
      default -> throw refused(name);
    };
  }

  /** Whether a question is among those to ask. */
  boolean asks(String question) {
    return questions.isEmpty() || questions.contains(question);
  }

  /** Whether a question whose name starts so is among those to ask. */
  boolean asksSome(String start) {
    return questions.isEmpty() || questions.stream().anyMatch(name -> name.startsWith(start));
  }

  private static List<String> questions(String value) {
    List<String> names = List.of(value.split(","));
    for (String name : names) {
      if (!name.matches("q([1-9]|10)|j[1-5]")) {
        throw new IllegalArgumentException(
            "peers db-benchmark: questions are q1 to q10 and j1 to j5, but one is " + name);
      }
    }
    return names;
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "peers db-benchmark: arguments must be --rows N, --threads N, --nulls PERCENT, --sorted,"
            + " --questions NAME,…, --pairs N, --warm-millis N or --seed N, but one is "
            + argument);
  }
}
