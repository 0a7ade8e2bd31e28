package io.sabot.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ./dev peers kafka}: a pipeline over a topic beside a loop by hand, the broker on one core
 * and the consumer on the other.
 */
final class KafkaPeers {
  static final int PARTITIONS = 4;
  static final int CONSUMER_CORE = 0;
  static final int BROKER_CORE = 1;

  private static final String INPUT = "readings";
  private static final String OUTPUT = "warm";

  private KafkaPeers() {}

  /** Prints what comes out but for the last line, which it gives. */
  static String run(KafkaOptions options) {
    System.out.printf(
        "broker in a process of its own %s, consumer in another %s; JDK %s%n",
        Cores.said(BROKER_CORE), Cores.said(CONSUMER_CORE), Runtime.version());
    try (KafkaBroker broker = KafkaBroker.start(BROKER_CORE)) {
      KafkaLatency.run(broker, options);
      String last = "";
      if (KafkaThroughput.QUESTIONS.stream().anyMatch(options::asks)) {
        last = throughput(broker, options);
      }
      return last;
    }
  }

  private static String throughput(KafkaBroker broker, KafkaOptions options) {
    broker.topic(INPUT, PARTITIONS, Map.of());
    broker.topic(OUTPUT, PARTITIONS, Map.of());
    KafkaReadings.fill(broker.address(), INPUT, PARTITIONS, options.rows());
    System.out.printf(
        "%n%,d values of %d bytes in %d partitions: JSON of 5 fields; the filter keeps %d %%;"
            + " batches of up to 1 MiB; %d pairs%n",
        options.rows(), KafkaReadings.BYTES, PARTITIONS, options.kept(), options.pairs());
    List<String> arguments = new ArrayList<>(List.of(broker.address(), INPUT, OUTPUT));
    arguments.addAll(options.arguments());
    return consumer(KafkaThroughput.class, arguments);
  }

  /** Runs a main class on the consumer's core, and shows what it prints but for the last line. */
  private static String consumer(Class<?> main, List<String> arguments) {
    try (PinnedProcess process = PinnedProcess.start(CONSUMER_CORE, main, arguments)) {
      String last = "";
      for (String line = process.line(); line != null; line = process.line()) {
        if (!last.isEmpty()) {
          System.out.println(last);
        }
        last = line;
      }
      return last;
    }
  }
}
