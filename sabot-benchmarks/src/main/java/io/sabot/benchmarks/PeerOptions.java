package io.sabot.benchmarks;

/**
 * What {@code ./dev peers expressions} may be told.
 *
 * @param queries random queries
 * @param rows rows of the tables of random queries and of text
 * @param bigRows rows of the one question that is asked of a table larger than any cache
 * @param pairs timed pairs per question
 * @param warmMillis how long Sabot runs a question of the stream before pairs are timed
 * @param seed of rows and random queries
 */
record PeerOptions(int queries, int rows, int bigRows, int pairs, int warmMillis, long seed) {
  static final PeerOptions DEFAULTS = new PeerOptions(500, 1_000_000, 10_000_000, 7, 1_500, 42);

  /** Reads {@code --name value} pairs. */
  static PeerOptions parse(String... arguments) {
    PeerOptions options = DEFAULTS;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw refused(arguments[i] + " without a value");
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private PeerOptions with(String name, String value) {
    return switch (name) {
      case "--seed" ->
          new PeerOptions(queries, rows, bigRows, pairs, warmMillis, Long.parseLong(value));
      default -> with(name, Integer.parseInt(value));
    };
  }

  private PeerOptions with(String name, int value) {
    return switch (name) {
      case "--queries" -> new PeerOptions(value, rows, bigRows, pairs, warmMillis, seed);
      case "--rows" -> new PeerOptions(queries, value, bigRows, pairs, warmMillis, seed);
      case "--big-rows" -> new PeerOptions(queries, rows, value, pairs, warmMillis, seed);
      case "--pairs" -> new PeerOptions(queries, rows, bigRows, value, warmMillis, seed);
      case "--warm-millis" -> new PeerOptions(queries, rows, bigRows, pairs, value, seed);
      default -> throw refused(name);
    };
  }

  private static IllegalArgumentException refused(String argument) {
    return new IllegalArgumentException(
        "peers expressions: arguments must be --queries N, --rows N, --big-rows N, --pairs N,"
            + " --warm-millis N or --seed N, but one is "
            + argument);
  }
}
