package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./dev peers scaling} may be told.
 *
 * @param rows of the tables, one size after the other
 * @param questions names of the questions to ask, {@code crowd} for runs beside others, or {@code
 *     picture} only to draw; none given asks all
 * @param runs timed runs of each question, engine and number of threads
 * @param warmMillis how long Sabot runs a question before those
 * @param numbers where the seconds are written, and read from for the picture
 * @param picture the picture to draw
 */
record ScalingOptions(
    List<Integer> rows,
    List<String> questions,
    int runs,
    int warmMillis,
    Path numbers,
    Path picture) {
  static final ScalingOptions DEFAULTS =
      new ScalingOptions(
          List.of(1_000_000, 10_000_000),
          List.of(),
          5,
          1_000,
          Path.of("target/scaling.tsv"),
          Path.of("target/scaling.svg"));

  /** Reads {@code --name value} pairs. */
  static ScalingOptions parse(String... arguments) {
    ScalingOptions options = DEFAULTS;
    if (arguments.length % 2 == 1) {
      throw refused(arguments[arguments.length - 1]);
    }
    for (int i = 0; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private ScalingOptions with(String name, String value) {
    List<String> parts = Arrays.asList(value.split(","));
    return switch (name) {
      case "--rows" -> {
        List<Integer> sizes =
            parts.stream().map(part -> new BigDecimal(part).intValueExact()).toList();
        yield new ScalingOptions(sizes, questions, runs, warmMillis, numbers, picture);
      }
      case "--questions" -> new ScalingOptions(rows, parts, runs, warmMillis, numbers, picture);
      case "--runs" ->
          new ScalingOptions(
              rows, questions, Integer.parseInt(value), warmMillis, numbers, picture);
      case "--warm-millis" ->
          new ScalingOptions(rows, questions, runs, Integer.parseInt(value), numbers, picture);
      case "--numbers" ->
          new ScalingOptions(rows, questions, runs, warmMillis, Path.of(value), picture);
      case "--picture" ->
          new ScalingOptions(rows, questions, runs, warmMillis, numbers, Path.of(value));
      default -> throw refused(name);
    };
  }

  /** Whether a question is among those to ask. */
  boolean asks(String question) {
    return questions.isEmpty() || questions.contains(question);
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "peers scaling: arguments must be --rows N,…, --questions NAME,…, --runs N, --warm-millis"
            + " N, --numbers FILE or --picture FILE, but one is "
            + argument);
  }
}
