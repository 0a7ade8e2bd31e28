package io.sabot.benchmarks;

import io.sabot.RunOptions;
import java.util.List;
import java.util.Map;

/**
 * How long rows take, from the moment at which they were to be sent to the one at which the broker
 * appended what a job made of them, and to the one at which a consumer of committed records saw
 * that; all by the clock of the same machine.
 */
final class KafkaLatency {
  private static final String INPUT = "load";

  private final KafkaBroker broker;
  private final KafkaOptions options;
  private final KafkaJob.Guarantee guarantee;

  private KafkaLatency(KafkaBroker broker, KafkaOptions options, KafkaJob.Guarantee guarantee) {
    this.broker = broker;
    this.options = options;
    this.guarantee = guarantee;
  }

  static void run(KafkaBroker broker, KafkaOptions options) {
    for (KafkaJob.Guarantee guarantee : KafkaJob.Guarantee.values()) {
      if (options.asks(guarantee.question())) {
        new KafkaLatency(broker, options, guarantee).run();
      }
    }
  }

  private void run() {
    String input = INPUT + "-" + guarantee.question();
    String output = "output-" + guarantee.question();
    broker.topic(input, KafkaPeers.PARTITIONS, Map.of());
    broker.topic(output, KafkaPeers.PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    KafkaArrivals arrivals =
        new KafkaArrivals(broker.address(), output, options.rate() * options.seconds());
    List<String> arguments =
        List.of(
            broker.address(),
            input,
            output,
            guarantee.name(),
            String.valueOf(guarantee.intervalMillis()));
    long start;
    try (PinnedProcess job =
        PinnedProcess.start(KafkaPeers.CONSUMER_CORE, KafkaJob.class, arguments)) {
      job.line();
      KafkaLoad load = new KafkaLoad(broker.address(), input, options.rate());
      int warm = options.seconds() / 2;
      load.send(warm);
      arrivals.await(options.rate() * warm);
      start = load.send(options.seconds() - warm);
      arrivals.await(options.rate() * options.seconds());
    }
    report(arrivals, start);
  }

  private void report(KafkaArrivals arrivals, long from) {
    double[] toAppend = arrivals.toAppend(from);
    System.out.printf(
        "%n%s, %,d rows/s for %d s, flush %d ms, a commit every %d ms; the last %,d rows:%n",
        guarantee.text(),
        options.rate(),
        options.seconds(),
        RunOptions.DEFAULTS.flushInterval().toMillis(),
        guarantee.intervalMillis(),
        toAppend.length);
    print("to the append of the output", toAppend);
    print("to a consumer of committed records", arrivals.toConsumer(from));
  }

  private static void print(String what, double[] millis) {
    System.out.printf(
        "  %-36s p50 %7.1f ms, p99 %7.1f ms, p99.9 %7.1f ms, most %7.1f ms%n",
        what, at(millis, 0.5), at(millis, 0.99), at(millis, 0.999), at(millis, 1));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }
}
