package io.sabot.benchmarks;

import io.sabot.benchmarks.SoakNumbers.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code ./dev soak kafka}: a job between two topics under a steady load for minutes, and what its
 * process holds meanwhile.
 */
public final class Soak {
  private static final String INPUT = "readings";
  private static final String OUTPUT = "warm";
  private static final String COMMIT_MILLIS = "1000";

  /** Topics forget: the disk stays as it is, too. */
  private static final Map<String, String> SHORT =
      Map.of(
          "segment.bytes", "16777216",
          "retention.bytes", "33554432",
          "file.delete.delay.ms", "1000");

  private Soak() {}

  /** Takes the arguments of {@link SoakOptions}; fails where something grew. */
  public static void main(String[] arguments) {
    if (!run(SoakOptions.parse(arguments))) {
      System.exit(1);
    }
  }

  /** Whether all stayed flat. */
  static boolean run(SoakOptions options) {
    OutputFiles.prepare(options.numbers(), options.picture());
    System.out.printf(
        "a job from topic to topic for %d s: %,d rows/s of %d bytes, JSON, filter, map, Kafka,"
            + " commits every %s ms; broker %s, job %s; JDK %s%n",
        options.seconds(),
        options.rate(),
        KafkaReadings.BYTES,
        COMMIT_MILLIS,
        Cores.said(KafkaPeers.BROKER_CORE),
        Cores.said(KafkaPeers.CONSUMER_CORE),
        Runtime.version());
    try (KafkaBroker broker = KafkaBroker.start(KafkaPeers.BROKER_CORE)) {
      broker.topic(INPUT, KafkaPeers.PARTITIONS, SHORT);
      broker.topic(OUTPUT, KafkaPeers.PARTITIONS, SHORT);
      SoakNumbers numbers = new SoakNumbers(samples(broker, options));
      numbers.write(options.numbers());
      SoakPicture.draw(numbers, options.picture());
      System.out.println("numbers: " + options.numbers() + ", picture: " + options.picture());
      return report(numbers);
    }
  }

  private static List<SoakSample> samples(KafkaBroker broker, SoakOptions options) {
    List<String> arguments =
        List.of(
            broker.address(),
            INPUT,
            OUTPUT,
            KafkaJob.Guarantee.AT_LEAST_ONCE.name(),
            COMMIT_MILLIS,
            String.valueOf(options.everyMillis()));
    List<SoakSample> samples = new ArrayList<>();
    try (PinnedProcess job =
        PinnedProcess.start(KafkaPeers.CONSUMER_CORE, KafkaJob.class, arguments)) {
      job.line();
      CompletableFuture<Long> load =
          CompletableFuture.supplyAsync(
              () -> new KafkaLoad(broker.address(), INPUT, options.rate()).send(options.seconds()));
      while (!load.isDone()) {
        String line = job.line();
        if (line == null) {
          throw new IllegalStateException("the job has ended");
        }
        samples.add(SoakSample.parse(line));
      }
      load.join();
      long sent = (long) options.rate() * options.seconds();
      long arrived = broker.awaitRecords(OUTPUT, KafkaPeers.PARTITIONS, sent);
      System.out.printf("%,d rows sent, %,d arrived%n", sent, arrived);
    }
    return samples;
  }

  private static boolean report(SoakNumbers numbers) {
    System.out.printf("%-34s %12s %12s%n", "median of", "second third", "last third");
    boolean flat = true;
    for (Trend trend : numbers.trends()) {
      System.out.printf(
          "%-34s %12.1f %12.1f  %s%n",
          trend.measure().name(), trend.before(), trend.after(), trend.isFlat() ? "flat" : "grows");
      flat &= trend.isFlat();
    }
    System.out.println("soak: " + (flat ? "pass, all flat" : "fail, something grows"));
    return flat;
  }
}
