package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.operator.CommitRequests;
import io.sabot.testkit.LeakCheck;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits to be taken stays little, however much there is to read. */
@Timeout(60)
class ThrottleTest {
  private static final int RECORDS = 1_000;
  private static final int PER_POLL = 10;
  private static final int PER_BATCH = 5;

  private final Broker broker = Broker.shared();

  private TopicSettings settings(String topic) {
    Map<String, String> properties =
        Map.of(
            "max.poll.records",
            String.valueOf(PER_POLL),
            "max.poll.interval.ms",
            "2500",
            "heartbeat.interval.ms",
            "100");
    return new TopicSettings(broker.bootstrap(), topic)
        .with(draft -> {
          draft.group = topic + "-group";
          draft.properties = properties;
        });
  }

  private static ConsumerThread reading(TopicSettings settings, Handover handover) {
    return new ConsumerThread(
        settings,
        handover,
        new ConsumerThread.Limits(PER_BATCH, Long.MAX_VALUE, Duration.ZERO),
        CommitRequests.NONE,
        () -> Clients.consumer(settings));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).describedAs("it takes too long").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void partitionsArePausedWhileNothingIsTakenAndTheGroupKeepsItsMember() {
    String topic = broker.topic(2);
    broker.sendNumbers(topic, 2, 0, RECORDS);
    TopicSettings settings = settings(topic);
    Handover handover = new Handover();
    try (LeakCheck leaks = LeakCheck.begin()) {
      ConsumerThread consumer = reading(settings, handover);
      consumer.start();
      try {
        watch(topic + "-group", handover, consumer);
      } finally {
        consumer.stop();
        consumer.join();
      }
    }
  }

  /** All that there is to see of it while nothing is taken, and then while it is. */
  private void watch(String group, Handover handover, ConsumerThread consumer) {
    await(() -> handover.records() >= 4 * PER_BATCH);
    Set<String> members = broker.members(group);
    // Longer than the group waits for a member that does not poll.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
    while (System.nanoTime() < end) {
      // Four batches, and what a last poll brought with less than that waiting.
      assertThat(handover.records()).isLessThan(4 * PER_BATCH + PER_POLL);
      assertThat(broker.members(group)).isEqualTo(members).hasSize(1);
    }
    AtomicInteger taken = new AtomicInteger();
    await(() -> {
      if (handover.take() instanceof Arrival.Records(Chunk chunk)) {
        taken.addAndGet(chunk.records().size());
        consumer.taken();
      }
      return taken.get() >= RECORDS;
    });
    assertThat(taken).hasValue(RECORDS);
    assertThat(handover.records()).isZero();
  }
}
