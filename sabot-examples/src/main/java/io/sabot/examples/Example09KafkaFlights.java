package io.sabot.examples;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.on;

import io.sabot.kafka.Kafka;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;

/**
 * One join, over a file and over a topic: flights are replayed through Kafka and joined with the
 * airports, batch by batch as they come, and the answer is that of the file. Takes brokers and the
 * names of two topics.
 */
public final class Example09KafkaFlights {
  private Example09KafkaFlights() {}

  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.out.println("give brokers, a topic of flights, and a topic for departures");
      return;
    }
    String brokers = arguments[0];
    replay(brokers, arguments[1]);
    Job job = start(brokers, arguments[1], arguments[2], "departures");
    long expected = fromFile().count();
    departures(brokers, arguments[2]).limit(expected).print();
    job.stop();
    System.out.println(expected + " departures, as many as there are in the file");
  }

  /** Sends all flights of the file. */
  static void replay(String brokers, String flights) {
    Stream.fromParquet(SampleData.flights())
        .writeTo(Kafka.sink(brokers, flights).withKey("origin"));
  }

  /** The question: it does not know whether the flights end. */
  static Stream departures(Stream flights) {
    Stream places = Stream.fromCsv(SampleData.airports()).select("iata", "city", "state");
    return flights.filter(col("delay").gt(15)).join(places, on("origin", "iata"));
  }

  /** Asked of the file. */
  static Stream fromFile() {
    return departures(Stream.fromParquet(SampleData.flights()));
  }

  /** Asked of the topic, by a job that brings what it finds to another topic. */
  static Job start(String brokers, String flights, String departures, String group) {
    Stream arriving =
        Stream.from(
            Kafka.topic(brokers, flights)
                .withValues(Kafka.json(Stream.fromParquet(SampleData.flights()).schema()))
                .withGroup(group));
    return departures(arriving).to(Kafka.sink(brokers, departures).withKey("origin")).start();
  }

  /** What the job has brought. */
  static Stream departures(String brokers, String departures) {
    return Stream.from(
        Kafka.topic(brokers, departures).withValues(Kafka.json(fromFile().schema())));
  }
}
