package io.sabot.benchmarks;

import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * What {@code ./dev soak kafka} may be told.
 *
 * @param seconds how long
 * @param rate rows per second
 * @param everyMillis how often the process says what it holds
 * @param numbers where that is written
 * @param picture the picture to draw
 */
record SoakOptions(int seconds, int rate, int everyMillis, Path numbers, Path picture) {
  static final SoakOptions DEFAULTS =
      new SoakOptions(600, 10_000, 5_000, Path.of("target/soak.tsv"), Path.of("target/soak.svg"));

  /** Reads {@code kafka}, then {@code --name value} pairs. */
  static SoakOptions parse(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("kafka")) {
      throw new IllegalArgumentException(
          "soak: what to run must be \"kafka\", but it is \""
              + (arguments.length == 0 ? "" : arguments[0])
              + "\"");
    }
    if (arguments.length % 2 == 0) {
      throw refused(arguments[arguments.length - 1]);
    }
    SoakOptions options = DEFAULTS;
    for (int i = 1; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private SoakOptions with(String name, String value) {
    return switch (name) {
      case "--minutes" -> {
        int given = new BigDecimal(value).multiply(BigDecimal.valueOf(60)).intValue();
        yield new SoakOptions(given, rate, everyMillis, numbers, picture);
      }
      case "--rate" ->
          new SoakOptions(seconds, Integer.parseInt(value), everyMillis, numbers, picture);
      case "--every-millis" ->
          new SoakOptions(seconds, rate, Integer.parseInt(value), numbers, picture);
      case "--numbers" -> new SoakOptions(seconds, rate, everyMillis, Path.of(value), picture);
      case "--picture" -> new SoakOptions(seconds, rate, everyMillis, numbers, Path.of(value));
      default -> throw refused(name);
    };
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "soak kafka: arguments must be --minutes N, --rate N, --every-millis N, --numbers FILE or"
            + " --picture FILE, but one is "
            + argument);
  }
}
