package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.JobState;
import io.sabot.kafka.Kafka;
import io.sabot.memory.RootMemory;
import io.sabot.stream.Job;
import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples over Kafka, on a broker of their own. */
class KafkaExamplesTest {
  private static ExampleBroker broker;

  private LeakCheck leaks;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = ExampleBroker.start();
    broker.topics("readings", "alerts", "flights", "departures", "hot");
  }

  @AfterAll
  static void endBroker() throws Exception {
    broker.close();
  }

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin();
  }

  @AfterEach
  void nothingIsLeft() {
    leaks.close();
    assertThat(RootMemory.root().getAllocatedMemory()).isZero();
  }

  @Test
  void readingsThatAreTooHotBecomeAlerts() {
    broker.send(
        "readings",
        "{\"sensor\":1,\"celsius\":29.5,\"at\":\"2026-01-31T12:00:00Z\"}",
        "{\"sensor\":2,\"celsius\":35,\"at\":\"2026-01-31T12:00:01Z\"}",
        "{\"sensor\":3,\"celsius\":\"warm\",\"at\":\"2026-01-31T12:00:02Z\"}",
        "{\"sensor\":4,\"celsius\":40,\"at\":\"2026-01-31T12:00:03Z\"}");
    Job job = Example08KafkaAlerts.start(broker.address(), "readings", "alerts", "test");
    List<Row> alerts =
        Stream.from(
                Kafka.topic(broker.address(), "alerts")
                    .withValues(Kafka.json(Tables.schema("sensor:long, fahrenheit:double"))))
            .limit(2)
            .toList();
    assertThat(alerts.stream().map(row -> row.getLong("sensor"))).containsExactlyInAnyOrder(2L, 4L);
    assertThat(alerts.stream().map(row -> row.getDouble("fahrenheit")))
        .containsExactlyInAnyOrder(95.0, 104.0);
    job.stop();
    assertThat(job.state()).isEqualTo(JobState.STOPPED);
    assertThat(job.rejected()).isEqualTo(1);
  }

  @Test
  void flightsThroughKafkaGiveTheAnswerOfTheFile() {
    Stream batch = Example09KafkaFlights.fromFile();
    List<Row> expected = sorted(batch).toList();
    Example09KafkaFlights.replay(broker.address(), "flights");
    Job job = Example09KafkaFlights.start(broker.address(), "flights", "departures", "test");
    List<Row> streamed =
        sorted(
                Example09KafkaFlights.departures(broker.address(), "departures")
                    .limit(expected.size()))
            .toList();
    job.stop();
    assertThat(streamed).isEqualTo(expected).hasSizeGreaterThan(1_000);
    // Not one more than the file gives.
    long sent = Stream.from(Kafka.topic(broker.address(), "departures").upToLatest()).count();
    assertThat(sent).isEqualTo(expected.size());
  }

  private static Stream sorted(Stream departures) {
    return departures.sort(
        departures.schema().getFields().stream()
            .map(field -> field.getName())
            .toArray(String[]::new));
  }

  @Test
  void reactorReadsATopicAndStops() {
    broker.send(
        "hot",
        "{\"sensor\":1,\"celsius\":29.5}",
        "{\"sensor\":2,\"celsius\":35}",
        "{\"sensor\":3,\"celsius\":40}");
    Stream readings =
        Stream.from(Kafka.topic(broker.address(), "hot").withValues(Kafka.json(Readings.SCHEMA)));
    List<Example10Reactor.Hot> hot =
        Example10Reactor.hot(readings).take(2).collectList().block(Duration.ofSeconds(30));
    assertThat(hot)
        .containsExactlyInAnyOrder(
            new Example10Reactor.Hot(2, 95), new Example10Reactor.Hot(3, 104));
  }

  @Test
  void theMainsSayWhatTheyNeedAndRun() {
    Example08KafkaAlerts.main(new String[0]);
    Example09KafkaFlights.main(new String[0]);
    Example10Reactor.main(new String[0]);
  }
}
