package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@code ./dev peers db-benchmark} may be told.
 *
 * @param rows rows of the table that is grouped, and of the largest tables that are joined
 * @param k how many values {@code id1}, {@code id2}, {@code id4} and {@code id5} of the grouped
 *     table have, where {@code id3} and {@code id6} have rows / k: 100, 10 or 2 are published
 * @param threads of each side
 * @param nulls percent of the values of ids, and of the measures, that are null
 * @param order whether rows come in the order of their ids
 * @param skew how often each value of an id comes
 * @param where in which processes questions are asked
 * @param questions names of the questions to ask; none given asks all
 * @param pairs timed runs of each question in the steady state
 * @param warmMillis how long Sabot runs a question before those; alone in a process, DuckDB too
 * @param seed of the rows
 */
record DbBenchmarkOptions(
    int rows,
    int k,
    int threads,
    int nulls,
    Order order,
    Skew skew,
    Where where,
    List<String> questions,
    int pairs,
    int warmMillis,
    long seed) {
  private static final Set<String> NAMES =
      Set.of(
          "--rows",
          "--k",
          "--threads",
          "--nulls",
          "--skew",
          "--questions",
          "--pairs",
          "--warm-millis",
          "--seed");

  /** Whether rows come in the order of their ids. */
  enum Order {
    RANDOM,
    SORTED
  }

  /** In which processes questions are asked. */
  enum Where {
    /** Here, then in processes of their own for their memory, and in one without flags. */
    HERE_AND_APART,
    /** Here only. */
    HERE,
    /** Each question and engine in a process of its own only, over the columns it needs. */
    APART
  }

  /** Reads {@code --name value} pairs, {@code --sorted}, {@code --here} and {@code --apart}. */
  static DbBenchmarkOptions parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    Order order = Order.RANDOM;
    Where where = Where.HERE_AND_APART;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--sorted" -> order = Order.SORTED;
        case "--here" -> where = Where.HERE;
        case "--apart" -> where = Where.APART;
        default -> {
          String name = arguments[i++];
          if (!NAMES.contains(name)) {
            throw refused(name);
          }
          if (i == arguments.length) {
            throw refused(name + " without a value");
          }
          given.put(name, arguments[i]);
        }
      }
    }
    return new DbBenchmarkOptions(
        number(given, "--rows", 10_000_000, 1),
        number(given, "--k", 100, 1),
        number(given, "--threads", 2, 1),
        number(given, "--nulls", 0, 0),
        order,
        skew(given.getOrDefault("--skew", "even")),
        where,
        given.containsKey("--questions") ? questions(given.get("--questions")) : List.of(),
        number(given, "--pairs", 7, 1),
        number(given, "--warm-millis", 1_500, 0),
        Long.parseLong(given.getOrDefault("--seed", "108")));
  }

  private static int number(Map<String, String> given, String name, int otherwise, int least) {
    String value = given.get(name);
    int number = value == null ? otherwise : new BigDecimal(value).intValueExact();
    if (number < least) {
      throw new IllegalArgumentException(
          "peers db-benchmark: " + name + " is at least " + least + ", but it is " + value);
    }
    return number;
  }

  private static Skew skew(String value) {
    for (Skew skew : Skew.values()) {
      if (skew.name().toLowerCase(Locale.ROOT).equals(value)) {
        return skew;
      }
    }
    throw refused("--skew " + value);
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
        "peers db-benchmark: arguments must be --rows N, --k N, --threads N, --nulls PERCENT,"
            + " --sorted, --skew even|one|zipf, --questions NAME,…, --pairs N, --warm-millis N,"
            + " --seed N, --here or --apart, but one is "
            + argument);
  }

  /** The arguments that say this, of one question or some. */
  List<String> arguments(List<String> asked) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "--rows", rows);
    add(arguments, "--k", k);
    add(arguments, "--threads", threads);
    add(arguments, "--nulls", nulls);
    add(arguments, "--skew", skew.name().toLowerCase(Locale.ROOT));
    add(arguments, "--questions", String.join(",", asked));
    add(arguments, "--pairs", pairs);
    add(arguments, "--warm-millis", warmMillis);
    add(arguments, "--seed", seed);
    if (order == Order.SORTED) {
      arguments.add("--sorted");
    }
    return arguments;
  }

  private static void add(List<String> arguments, String name, Object value) {
    arguments.add(name);
    arguments.add(value.toString());
  }

  /** The same with values of ids as often as each other. */
  DbBenchmarkOptions even() {
    return new DbBenchmarkOptions(
        rows, k, threads, nulls, order, Skew.EVEN, where, questions, pairs, warmMillis, seed);
  }

  /** The same with so many runs. */
  DbBenchmarkOptions withPairs(int others) {
    return new DbBenchmarkOptions(
        rows, k, threads, nulls, order, skew, where, questions, others, warmMillis, seed);
  }

  /** Whether a question is among those to ask. */
  boolean asks(String question) {
    return questions.isEmpty() || questions.contains(question);
  }
}
