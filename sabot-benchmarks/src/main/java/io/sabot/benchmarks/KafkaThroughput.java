package io.sabot.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * The process of the consumer: reads what lies in a topic by Sabot and by hand, in pairs, and
 * compares what both have read.
 */
public final class KafkaThroughput {
  /** The names of the questions of this process. */
  static final List<String> QUESTIONS = List.of("bytes", "count", "produce", "kafka");

  private final KafkaOptions options;
  private final KafkaPipelines sabot;
  private final KafkaBareLoop bare;
  private final String output;
  private final double least;

  private KafkaThroughput(String brokers, String input, String output, KafkaOptions options) {
    this.options = options;
    this.sabot = new KafkaPipelines(brokers, input);
    this.bare = new KafkaBareLoop(brokers, input, KafkaPeers.PARTITIONS);
    this.output = output;
    this.least = KafkaReadings.threshold(options.kept());
  }

  /**
   * Takes the address of the brokers, a topic of readings, one to write to, and the arguments of
   * {@link KafkaOptions}. The last line is the ratio.
   */
  public static void main(String[] arguments) {
    KafkaOptions options = KafkaOptions.parse(Arrays.copyOfRange(arguments, 3, arguments.length));
    new KafkaThroughput(arguments[0], arguments[1], arguments[2], options).run();
  }

  private void run() {
    requireEqual("what was read", sabot.checksum(), bare.json(options.rows()));
    System.out.printf(
        "%-44s %12s %12s %8s %16s%n", "rows/s", "sabot", "by hand", "ratio", "min … max");
    int rows = options.rows();
    if (options.asks("bytes")) {
      requireEqual("bytes", sabot.bytes(), bare.bytes(rows));
      time("bytes as they are", sabot::bytes, () -> bare.bytes(rows));
    }
    if (options.asks("count")) {
      time(
          "JSON, filter, map, rows counted; JSON by hand",
          () -> sabot.count(least),
          () -> bare.json(rows));
    }
    if (options.asks("produce")) {
      time(
          "JSON, filter, map, Kafka; the same by hand",
          () -> sabot.copy(least, output),
          () -> bare.copy(rows, least, output));
    }
    if (options.asks("kafka")) {
      double ratio =
          time(
              "JSON, filter, map, Kafka; JSON by hand",
              () -> sabot.copy(least, output),
              () -> bare.json(rows));
      System.out.printf("ratio vs bare consumer: %.2f%n", ratio);
    }
  }

  private static void requireEqual(String what, long sabot, long bare) {
    if (sabot != bare) {
      throw new IllegalStateException(what + " must be equal, but " + sabot + " is not " + bare);
    }
  }

  private double time(String question, Runnable first, Runnable second) {
    PairedRuns runs = PairedRuns.of(options.warmUps(), options.pairs(), first, second);
    double[] spread = runs.speedUps();
    System.out.printf(
        "%-44s %,12.0f %,12.0f %8.2f %7.2f … %.2f%n",
        question,
        options.rows() / runs.medianFirst(),
        options.rows() / runs.medianSecond(),
        runs.medianSpeedUp(),
        spread[0],
        spread[spread.length - 1]);
    return runs.medianSpeedUp();
  }
}
