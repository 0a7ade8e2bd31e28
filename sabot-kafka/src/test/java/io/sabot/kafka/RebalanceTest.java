package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RestartException;
import io.sabot.operator.Signal.GroupsAssigned;
import io.sabot.operator.Signal.GroupsRevoked;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions that come and go, with what was noted of them. */
class RebalanceTest {
  private final Broker broker = Broker.shared();

  private KafkaTopic topic(String name) {
    return Kafka.topic(broker.bootstrap(), name)
        .withValues(Kafka.text())
        .withGroup(name + "-group")
        .withProperty("heartbeat.interval.ms", "100");
  }

  private void send(String name, int partition, String... values) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String value : values) {
      records.add(new ProducerRecord<>(name, partition, null, Broker.bytes(value)));
    }
    broker.send(records);
  }

  @Test
  void notesComeBackWithTheirPartitions() {
    String name = broker.topic(2);
    send(name, 0, "a", "b");
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      try (DrivenReader reader = DrivenReader.ofJob(topic(name), allocator)) {
        reader.readTexts(1);
        assertThat(reader.signals()).containsExactly(new GroupsAssigned(Map.of(0, "", 1, "")));
        reader.reader().mark(1);
        assertThat(reader.reader().commit(1, Map.of(0, "one", 1, "none"))).containsExactly(0);
        reader.readTexts(2);
        reader.reader().mark(2);
        // Where there are notes, a group without one is left as it is.
        assertThat(reader.reader().commit(2, Map.of(1, "none"))).isEmpty();
      }
      try (DrivenReader reader = DrivenReader.ofJob(topic(name), allocator)) {
        reader.readTexts(1);
        assertThat(reader.signals()).containsExactly(new GroupsAssigned(Map.of(0, "one", 1, "")));
        assertThat(reader.texts()).containsExactly("b");
        reader.reader().mark(1);
        assertThat(reader.reader().commit(1, Map.of())).isEmpty();
      }
      assertThat(broker.committed(name + "-group").values())
          .extracting(place -> place.offset() + place.metadata())
          .containsExactly("2");
      // Ends and groups go together: such a run reads all partitions itself.
      try (DrivenReader reader = DrivenReader.ofJob(topic(name).upToLatest(), allocator)) {
        reader.readSignals(1);
        assertThat(reader.signals()).containsExactly(new GroupsAssigned(Map.of(0, "", 1, "")));
      }
    }
  }

  @Test
  void whatGoesInOrderIsCommittedFirstAndNotRepeated() {
    String name = broker.topic(2);
    send(name, 0, "a0", "b0");
    send(name, 1, "a1", "b1");
    AskedCommits asked = new AskedCommits();
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        DrivenReader first = new DrivenReader(topic(name), allocator, asked);
        DrivenReader second = DrivenReader.ofJob(topic(name), allocator)) {
      first.readTexts(4);
      DrivenReader.drive(
          () -> {
            CompletableFuture<Void> request = asked.next();
            if (request != null) {
              assertThat(first.signals()).hasSize(1);
              first.reader().mark(1);
              assertThat(first.reader().commit(1, Map.of(0, "n0", 1, "n1"))).contains(0, 1);
              request.complete(null);
            }
            return !second.signals().isEmpty();
          },
          first,
          second);
      Map.Entry<Integer, String> moved =
          ((GroupsAssigned) second.signals().getFirst()).notes().entrySet().iterator().next();
      assertThat(moved.getValue()).isEqualTo("n" + moved.getKey());
      assertThat(first.signals().getLast()).isEqualTo(new GroupsRevoked(Set.of(moved.getKey())));
      send(name, 0, "c0");
      send(name, 1, "c1");
      DrivenReader.drive(() -> first.texts().size() + second.texts().size() == 6, first, second);
      assertThat(second.texts()).containsExactly("c" + moved.getKey());
    }
  }

  @Test
  void whatWasLostIsNotCommittedAnyMore() {
    String name = broker.topic(1);
    send(name, 0, "a", "b");
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        DrivenReader first =
            DrivenReader.ofJob(
                topic(name)
                    .withProperty("max.poll.interval.ms", "500")
                    .withProperty("session.timeout.ms", "2000"),
                allocator);
        DrivenReader second = DrivenReader.ofJob(topic(name), allocator)) {
      first.readTexts(1);
      first.reader().mark(1);
      // The consumer waits for the end of a transaction, too long for its group.
      first.reader().offsets(1, Map.of());
      second.readTexts(1);
      assertThat(second.texts()).containsExactly("a");
      first.reader().committed(1);
      DrivenReader.drive(() -> first.signals().size() >= 2, first, second);
      assertThat(first.signals()).contains(new GroupsRevoked(Set.of(0)));
    }
  }

  @Test
  @Timeout(60)
  void offsetsOfAPartitionThatWasLostAreRefusedAtOnce() {
    String name = broker.topic(1);
    send(name, 0, "a", "b");
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        DrivenReader first =
            DrivenReader.ofJob(
                topic(name)
                    .withProperty("max.poll.interval.ms", "500")
                    .withProperty("session.timeout.ms", "2000"),
                allocator);
        DrivenReader second = DrivenReader.ofJob(topic(name), allocator)) {
      first.readTexts(1);
      first.reader().mark(1);
      first.readTexts(2);
      first.reader().offsets(1, Map.of());
      second.readTexts(1);
      first.reader().committed(1);
      DrivenReader.drive(() -> first.signals().size() >= 2, first, second);
      first.reader().mark(2);
      assertThatThrownBy(() -> first.reader().offsets(2, Map.of()))
          .isInstanceOf(RestartException.class);
    }
  }

  @Test
  void theStateGroupIsTheLastColumn() {
    KafkaTopic topic = topic("readings").withMetadata(Metadata.KEY_TEXT);
    assertThat(topic.withStateGroups().orElseThrow().schema().getFields())
        .extracting(field -> field.getName())
        .containsExactly("value", "key", "$state_group");
    assertThat(Kafka.topic("localhost:1", "readings").withStateGroups()).isEmpty();
    assertThat(topic.partitionedBy("key").partitionedBy()).containsExactly("key");
    assertThatThrownBy(() -> topic.partitionedBy("kex"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("there is no \"kex\"; did you mean \"key\"?");
  }
}
