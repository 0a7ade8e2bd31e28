package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./dev peers kafka} may be told.
 *
 * @param rows in the topic that is read
 * @param kept rows of a hundred that the filter keeps
 * @param pairs timed pairs of each question
 * @param warmUps runs of both sides before those
 * @param rate rows per second of the open-loop load
 * @param seconds of load, the first half of which is not counted: code is compiled in it
 * @param questions names of those to ask; none given asks all
 */
record KafkaOptions(
    int rows, int kept, int pairs, int warmUps, int rate, int seconds, List<String> questions) {
  static final KafkaOptions DEFAULTS = new KafkaOptions(3_000_000, 10, 5, 2, 50_000, 40, List.of());

  /** Reads {@code --name value} pairs. */
  static KafkaOptions parse(String... arguments) {
    KafkaOptions options = DEFAULTS;
    if (arguments.length % 2 == 1) {
      throw refused(arguments[arguments.length - 1]);
    }
    for (int i = 0; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private KafkaOptions with(String name, String value) {
    return switch (name) {
      case "--rows" ->
          new KafkaOptions(number(value), kept, pairs, warmUps, rate, seconds, questions);
      case "--kept" ->
          new KafkaOptions(rows, number(value), pairs, warmUps, rate, seconds, questions);
      case "--pairs" ->
          new KafkaOptions(rows, kept, number(value), warmUps, rate, seconds, questions);
      case "--warm-ups" ->
          new KafkaOptions(rows, kept, pairs, number(value), rate, seconds, questions);
      case "--rate" ->
          new KafkaOptions(rows, kept, pairs, warmUps, number(value), seconds, questions);
      case "--seconds" ->
          new KafkaOptions(rows, kept, pairs, warmUps, rate, number(value), questions);
      case "--questions" ->
          new KafkaOptions(
              rows, kept, pairs, warmUps, rate, seconds, Arrays.asList(value.split(",")));
      default -> throw refused(name);
    };
  }

  private static int number(String value) {
    return new BigDecimal(value).intValueExact();
  }

  /** As it is written on a command line. */
  List<String> arguments() {
    List<String> words =
        List.of(
            "--rows",
            "" + rows,
            "--kept",
            "" + kept,
            "--pairs",
            "" + pairs,
            "--warm-ups",
            "" + warmUps,
            "--rate",
            "" + rate,
            "--seconds",
            "" + seconds);
    if (questions.isEmpty()) {
      return words;
    }
    return java.util.stream.Stream.concat(
            words.stream(), java.util.stream.Stream.of("--questions", String.join(",", questions)))
        .toList();
  }

  /** Whether a question is among those to ask. */
  boolean asks(String question) {
    return questions.isEmpty() || questions.contains(question);
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "peers kafka: arguments must be --rows N, --kept PERCENT, --pairs N, --warm-ups N, --rate"
            + " N, --seconds N or --questions count,kafka,produce,bytes,latency,exactly-once, but"
            + " one is "
            + argument);
  }
}
