package io.sabot.kafka;

import static io.sabot.Expressions.count;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates that never end over a group whose members come and go. */
@Timeout(120)
class RunningKafkaTest {
  private static final int PARTITIONS = 4;
  private static final int KEYS = 50;

  private final Broker broker = Broker.shared();
  private final Map<Long, Total> expected = new HashMap<>();

  /** What is kept of a key. */
  public record Total(long k, long n, long total, long most) {}

  private Stream changes(String from, TestAllocator allocator) {
    return Stream.from(
            Kafka.topic(broker.bootstrap(), from)
                .withValues(Kafka.json(Tables.schema("k:long, x:long, unused:utf8")))
                .withGroup(from + "-group")
                .partitionedBy("k"))
        .with(RunOptions.DEFAULTS.withAllocator(allocator))
        .groupBy("k")
        .aggregate(count().as("n"), sum("x").as("total"), max("x").as("most"))
        .emitChanges(Duration.ofMillis(20))
        .named("totals");
  }

  private Delivery delivery(String from, String to, Path states, TestAllocator allocator) {
    return changes(from, allocator)
        .to(Kafka.sink(broker.bootstrap(), to).withKey("k"))
        .commitEvery(Duration.ofMillis(50))
        .withState(states);
  }

  private void send(String topic, int from, int end) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < end; i++) {
      long k = i * 31L % KEYS;
      expected.merge(
          k,
          new Total(k, 1, i, i),
          (a, b) ->
              new Total(a.k(), a.n() + 1, a.total() + b.total(), Math.max(a.most(), b.most())));
      String value = "{\"k\":%d,\"x\":%d}".formatted(k, i);
      records.add(new ProducerRecord<>(topic, (int) (k % PARTITIONS), null, Broker.bytes(value)));
    }
    broker.send(records);
  }

  /** Reads changes from the first one on until the last of each key are what is expected. */
  private void awaitTotals(String topic) {
    Map<Long, Total> last = new HashMap<>();
    try (var rows =
        Stream.from(
                Kafka.topic(broker.bootstrap(), topic)
                    .withValues(Kafka.json(Tables.schema("k:long, n:long, total:long, most:long"))))
            .records(Total.class)) {
      var totals = rows.iterator();
      while (!last.equals(expected)) {
        Total total = totals.next();
        last.put(total.k(), total);
      }
    }
  }

  @Test
  void totalsGoOnWhereverTheirPartitionsGo(@TempDir Path states) {
    String from = broker.topic(PARTITIONS);
    String to = broker.topic(2);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Job first = delivery(from, to, states, allocator).start();
      send(from, 0, 500);
      awaitTotals(to);
      assertThat(first.lookup(Total.class, "totals", 7L)).contains(expected.get(7L));
      Job second = delivery(from, to, states, allocator).start();
      int sent = 500;
      List<Long> stayed = held(first);
      List<Long> moved = held(second);
      while (moved.isEmpty() || stayed.size() + moved.size() != KEYS) {
        send(from, sent, sent += 100);
        awaitTotals(to);
        stayed = held(first);
        moved = held(second);
      }
      assertThat(stayed).doesNotContainAnyElementsOf(moved).isNotEmpty();
      first.stop();
      send(from, sent, sent += 300);
      awaitTotals(to);
      assertThat(held(second)).hasSize(KEYS);
      second.stop();
      send(from, sent, sent + 100);
      Job third = delivery(from, to, states, allocator).start();
      awaitTotals(to);
      assertThat(third.lookup(Total.class, "totals", 7L)).contains(expected.get(7L));
      third.stop();
    }
  }

  /** The keys that a member holds, each with what is expected of it. */
  private List<Long> held(Job member) {
    List<Long> held = new ArrayList<>();
    for (long k = 0; k < KEYS; k++) {
      Optional<Total> found = member.lookup(Total.class, "totals", k);
      if (found.isPresent()) {
        assertThat(found).contains(expected.get(k));
        held.add(k);
      }
    }
    return held;
  }

  @Test
  void aGroupMayKeepOnlyWhatItsPartitionsAreBy() {
    KafkaTopic topic =
        Kafka.topic(broker.bootstrap(), "any")
            .withValues(Kafka.json(Tables.schema("k:long, x:long")));
    Stream plain = Stream.from(topic.withGroup("any"));
    assertThatThrownBy(() -> plain.groupBy("k").aggregate(count()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("say so with partitionedBy(…) on the source");
    Stream divided = Stream.from(topic.withGroup("any").partitionedBy("k"));
    assertThatThrownBy(() -> divided.distinct("x"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "its keys must contain [k], by which the partitions of \"kafka any\"");
    assertThat(divided.groupBy("k").aggregate(count()).emitChanges(Duration.ZERO).explain())
        .contains("columns=[k, $state_group]");
    assertThat(Stream.from(topic).distinct("x").schema()).isEqualTo(plain.schema());
    assertThat(Stream.from(topic.withGroup("any").upToLatest()).distinct("x").schema())
        .isEqualTo(plain.schema());
  }
}
