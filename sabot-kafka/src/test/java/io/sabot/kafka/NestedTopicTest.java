package io.sabot.kafka;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TestSubscriber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Structs and lists through topics: read, computed with, written, refused. */
class NestedTopicTest {
  private static final String ORDERS =
      "id:long, address:struct<city:utf8,zip:int>, items:list<struct<name:utf8,price:int>>";

  private final Broker broker = Broker.shared();

  private KafkaTopic orders(String name) {
    return Kafka.topic(broker.bootstrap(), name)
        .withValues(Kafka.json(Tables.schema(ORDERS)))
        .upToLatest();
  }

  private static void assertRows(Stream stream, Row... expected) {
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Rows.assertRows(
          stream.with(RunOptions.DEFAULTS.withAllocator(allocator)).iterator(), expected);
    }
  }

  private String topicOfOrders() {
    String name = broker.topic(1);
    broker.send(
        name,
        "{\"id\":1,\"address\":{\"city\":\"Ulm\",\"zip\":89073},"
            + "\"items\":[{\"name\":\"a\",\"price\":3},{\"name\":\"b\"}]}",
        "{\"id\":2,\"address\":{\"zip\":\"?\"},\"items\":[]}",
        "{\"id\":3,\"items\":[{\"price\":5},{\"name\":\"xx\",\"price\":2.5}]}",
        "{\"id\":4,\"address\":null,\"items\":[null]}",
        "{\"id\":5,\"address\":{},\"items\":[]}");
    return name;
  }

  private static Row[] fitting() {
    return new Row[] {
      row(
          1L,
          Map.of("city", "Ulm", "zip", 89073),
          List.of(Map.of("name", "a", "price", 3), Map.of("name", "b"))),
      row(4L, null, Arrays.asList((Object) null)),
      row(5L, Map.of(), List.of())
    };
  }

  @Test
  void poisonWithinARecordFailsTheRunByItsPlace() {
    KafkaTopic topic = orders(topicOfOrders());
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Stream stream = Stream.from(topic).with(RunOptions.DEFAULTS.withAllocator(allocator));
      assertThatThrownBy(stream::toList)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("partition 0, offset 1")
          .hasMessageContaining("\"address.zip\" must be Int32, but it is \"?\"")
          .hasMessageContaining("leave them out with withPoison");
    }
  }

  @Test
  void poisonIsSkippedWholeOrGivenAway() {
    String name = topicOfOrders();
    assertRows(Stream.from(orders(name).withPoison(Poison.SKIP)), fitting());
    List<PoisonRecord> poison = new ArrayList<>();
    assertRows(Stream.from(orders(name).withPoison(Poison.to(poison::add))), fitting());
    assertThat(poison).extracting(PoisonRecord::offset).containsExactly(1L, 2L);
    assertThat(poison.get(1).reason()).isEqualTo("\"items[1].price\" must be Int32, but it is 2.5");
  }

  @Test
  void poisonGoesToATopicWithItsPlace() {
    String dead = broker.topic(1);
    assertRows(Stream.from(orders(topicOfOrders()).withPoison(Poison.toTopic(dead))), fitting());
    List<io.sabot.stream.Row> letters =
        Stream.from(
                Kafka.topic(broker.bootstrap(), dead).withMetadata(Metadata.HEADERS).upToLatest())
            .toList();
    assertThat(letters)
        .extracting(letter -> new String(reason(letter), StandardCharsets.UTF_8))
        .containsExactly(
            "\"address.zip\" must be Int32, but it is \"?\"",
            "\"items[1].price\" must be Int32, but it is 2.5");
  }

  private static byte[] reason(io.sabot.stream.Row letter) {
    return (byte[]) ((Map<?, ?>) letter.get("headers")).get("sabot.reason");
  }

  @Test
  void partsAreComputedWithAndWrittenAgain() {
    String to = broker.topic(1);
    Stream orders = Stream.from(orders(topicOfOrders()).withPoison(Poison.SKIP));
    // Items are not needed here: those of the third record, which do not fit, are passed over.
    assertRows(
        orders.withColumn("zip", col("address").field("zip")).select("zip"),
        row(89073),
        row((Object) null),
        row((Object) null),
        row((Object) null));
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      orders
          .with(RunOptions.DEFAULTS.withAllocator(allocator))
          .filter(col("id").ne(4))
          .writeTo(Kafka.sink(broker.bootstrap(), to).withKey("id"));
    }
    assertRows(
        Stream.from(Kafka.topic(broker.bootstrap(), to).withValues(Kafka.text()).upToLatest()),
        row(
            "{\"id\":1,\"address\":{\"city\":\"Ulm\",\"zip\":89073},"
                + "\"items\":[{\"name\":\"a\",\"price\":3},{\"name\":\"b\",\"price\":null}]}"),
        row("{\"id\":5,\"address\":{\"city\":null,\"zip\":null},\"items\":[]}"));
    assertRows(Stream.from(orders(to)), fitting()[0], fitting()[2]);
  }

  record Item(String name, Integer price) {}

  record Address(String city, Integer zip) {}

  record Order(long id, Address address, List<Item> items) {}

  @Test
  void aRecordClassOfRecordsIsReadAndGivenBack() {
    KafkaTopic topic =
        Kafka.topic(broker.bootstrap(), topicOfOrders())
            .withValues(Kafka.json(Order.class))
            .withPoison(Poison.SKIP)
            .upToLatest();
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Stream orders = Stream.from(topic).with(RunOptions.DEFAULTS.withAllocator(allocator));
      assertThat(orders.toList(Order.class))
          .containsExactly(
              new Order(
                  1, new Address("Ulm", 89073), List.of(new Item("a", 3), new Item("b", null))),
              new Order(4, null, Arrays.asList((Item) null)),
              new Order(5, new Address(null, null), List.of()));
    }
  }

  @Test
  void batchesEndWhereNestedColumnsAreLarge() {
    String name = broker.topic(1);
    String wide = "{\"a\":[" + "{},".repeat(99) + "{}]}";
    broker.send(name, IntStream.range(0, 40).mapToObj(i -> wide).toArray(String[]::new));
    KafkaTopic topic =
        Kafka.topic(broker.bootstrap(), name)
            .withValues(Kafka.json(Tables.schema("a:list<struct<b:long,c:long,d:long>>")))
            .upToLatest();
    try (TestAllocator allocator = new TestAllocator();
        BatchIterator batches =
            Stream.from(topic)
                .with(RunOptions.DEFAULTS.withAllocator(allocator).withBatchBytes(6_000))
                .iterator()) {
      int rows = 0;
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          // A record is of 306 bytes, and fills 2,404.
          assertThat(batch.getRowCount()).isLessThanOrEqualTo(3);
          rows += batch.getRowCount();
        }
      }
      assertThat(rows).isEqualTo(40);
    }
  }

  @Test
  void demandCountsBatches() {
    String name = broker.topic(1);
    broker.send(
        name,
        IntStream.range(0, 300)
            .mapToObj(i -> "{\"id\":" + i + ",\"items\":[{\"price\":" + i + "}]}")
            .toArray(String[]::new));
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        TestSubscriber subscriber = TestSubscriber.oneByOne()) {
      Stream.from(orders(name))
          .with(RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(7))
          .publisher()
          .subscribe(subscriber);
      assertThat(subscriber.awaitCompletion()).hasSize(300);
    }
  }
}
