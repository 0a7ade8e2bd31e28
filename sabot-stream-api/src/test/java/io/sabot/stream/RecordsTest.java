package io.sabot.stream;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class RecordsTest {
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private TestAllocator allocator;

  record Delay(String state, long flights, Double meanDelay) {}

  record Numbers(int a, long b, Long c, double d) {}

  record Picky(long n) {
    Picky {
      if (n == 13) {
        throw new IllegalArgumentException("unlucky");
      }
    }
  }

  @BeforeEach
  void open() {
    allocator = new TestAllocator();
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  private Stream stream(TextTable table) {
    VectorSchemaRoot root = table.root(allocator);
    roots.add(root);
    return Stream.fromBatches(List.of(root)).with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private Stream delays() {
    return stream(
        table(
            "state:utf8, flights:long, mean_delay:double", row("CA", 2, 1.5), row("NY", 1, null)));
  }

  @Test
  void componentsTakeColumnsInCamelOrSnakeCase() {
    assertThat(delays().toList(Delay.class))
        .containsExactly(new Delay("CA", 2, 1.5), new Delay("NY", 1, null));
  }

  @Test
  void narrowColumnsWiden() {
    Stream stream = stream(table("a:int8, b:int, c:int16, d:float", row(1, 2, null, 0.5)));
    assertThat(stream.toList(Numbers.class)).containsExactly(new Numbers(1, 2, null, 0.5));
  }

  @Test
  void aMismatchIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> stream(table("n:utf8")).records(Picky.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "Picky: component \"n\" is long, but column \"n\" is Utf8; declare it as String, or"
                + " cast the column");
    assertThatThrownBy(() -> stream(table("m:long")).records(Picky.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "there is none for \"n\"; rename the component or the column; the columns are [m]");
  }

  @Test
  void aNullForAPrimitiveNamesTheCure() {
    assertThatThrownBy(() -> stream(table("n:long", row((Object) null))).toList(Picky.class))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("component \"n\" is long and takes no null")
        .hasMessageContaining("declare it as Long, or filter with isNotNull()");
  }

  @Test
  void aConstructorThatThrowsIsNamedWithItsArguments() {
    assertThatThrownBy(() -> stream(table("n:long", row(12), row(13))).toList(Picky.class))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("for [13] it threw java.lang.IllegalArgumentException: unlucky");
  }

  @Test
  void everyTypeHasItsNaturalValue() {
    Stream stream =
        stream(
            table(
                "a:bool, b:uint8, c:uint32, d:uint64, e:decimal(10,2), f:large_utf8, g:date,"
                    + " h:time(ms), i:timestamp(us), j:timestamp(ns, UTC), k:duration(s),"
                    + " l:list<int>, m:struct<x:int,y:utf8>, n:map<utf8,int>, o:fixed_list<int,2>",
                row(
                    true,
                    200,
                    4_000_000_000L,
                    new BigInteger("18446744073709551615"),
                    new BigDecimal("1.50"),
                    "grüße",
                    LocalDate.of(2001, 2, 3),
                    LocalTime.of(4, 5, 6),
                    LocalDateTime.of(2001, 2, 3, 4, 5, 6),
                    Instant.ofEpochSecond(-1, 5),
                    Duration.ofSeconds(90),
                    java.util.Arrays.asList(1, null),
                    Map.of("x", 1, "y", "z"),
                    Map.of("k", 7),
                    List.of(1, 2))));
    assertThat(stream.toList().getFirst().values())
        .containsExactly(
            true,
            (short) 200,
            4_000_000_000L,
            new BigInteger("18446744073709551615"),
            new BigDecimal("1.50"),
            "grüße",
            LocalDate.of(2001, 2, 3),
            LocalTime.of(4, 5, 6),
            LocalDateTime.of(2001, 2, 3, 4, 5, 6),
            Instant.ofEpochSecond(-1, 5),
            Duration.ofSeconds(90),
            java.util.Arrays.asList(1, null),
            Map.of("x", 1, "y", "z"),
            Map.of("k", 7),
            List.of(1, 2));
  }

  record Item(String name, int unitPrice) {}

  record Address(String city, Integer zip) {}

  record Order(long id, Address address, List<Item> items, List<List<Long>> grid, List<?> any) {}

  @Test
  void structsBecomeRecordsAndListsListsOfThem() {
    Stream stream =
        stream(
            table(
                "id:long, address:struct<zip:int,city:utf8>,"
                    + " items:large_list<struct<name:utf8,unit_price:int16>>,"
                    + " grid:list<fixed_list<int,2>>, any:list<utf8>",
                row(
                    1,
                    Map.of("city", "Ulm", "zip", 89073),
                    java.util.Arrays.asList(Map.of("name", "a", "unit_price", 3), null),
                    java.util.Arrays.asList(java.util.Arrays.asList(1, null), null),
                    List.of("x")),
                row(2, null, List.of(), List.of(), List.of()),
                row(3, Map.of(), null, null, null)));
    assertThat(stream.toList(Order.class))
        .containsExactly(
            new Order(
                1,
                new Address("Ulm", 89073),
                java.util.Arrays.asList(new Item("a", 3), null),
                java.util.Arrays.asList(java.util.Arrays.asList(1L, null), null),
                List.of("x")),
            new Order(2, null, List.of(), List.of(), List.of()),
            new Order(3, new Address(null, null), null, null, null));
  }

  record Names(List<String> names) {}

  record Items(List<Item> items) {}

  @Test
  void aMismatchWithinIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> stream(table("names:list<int>")).records(Names.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "Names: component \"names\" is List<String>, but column \"names\" is List<Int32>;"
                + " declare it as List<Integer>, or cast the column");
    assertThatThrownBy(() -> stream(table("names:struct<a:int>")).records(Names.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "is List<String>, but column \"names\" is Struct; declare it as Map,"
                + " or with a record of its fields in place of Map");
    assertThatThrownBy(() -> stream(table("items:list<struct<name:utf8>>")).records(Items.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("Item: each component needs a column of its name")
        .hasMessageContaining("none for \"unitPrice\"; rename the component or the column");
    Stream stream =
        stream(
            table(
                "items:list<struct<name:utf8,unit_price:int>>",
                row(List.of(java.util.Arrays.asList("a", null)))));
    assertThatThrownBy(() -> stream.toList(Items.class))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("Item: component \"unitPrice\" is int and takes no null")
        .hasMessageContaining("declare it as Integer, or filter with isNotNull()");
  }

  @Test
  void genericRowsSayWhatIsWrong() {
    Row row = delays().toList().get(1);
    assertThat(row.getString("state")).isEqualTo("NY");
    assertThat(row.getInt("flights")).isEqualTo(1);
    assertThat(row.isNull("mean_delay")).isTrue();
    assertThatThrownBy(() -> row.getDouble("mean_delay"))
        .hasMessageContaining("it is null; ask isNull(\"mean_delay\") first");
    assertThatThrownBy(() -> row.getLong("state")).hasMessageContaining("it is a String; use get");
    assertThatThrownBy(() -> row.get("x"))
        .hasMessageContaining("its columns are [state, flights, mean_delay]");
  }

  @Test
  void recordsAreLazyAndCloseEarly() {
    Stream endless =
        Stream.fromBatches(schema("n:long"), number -> table("n:long", row(number)).root(allocator))
            .with(RunOptions.DEFAULTS.withAllocator(allocator));
    try (var records = endless.records(Picky.class)) {
      assertThat(records.limit(3)).containsExactly(new Picky(0), new Picky(1), new Picky(2));
    }
    try (var never = endless.records()) {
      assertThat(never).isNotNull();
    }
  }

  @Test
  void publishedRecordsCountDemandInRows() {
    OneByOne<Delay> subscriber = new OneByOne<>();
    delays().publisher(Delay.class).subscribe(subscriber);
    assertThat(subscriber.ended.join())
        .containsExactly(new Delay("CA", 2, 1.5), new Delay("NY", 1, null));
  }

  private static final class OneByOne<T> implements Flow.Subscriber<T> {
    private final CompletableFuture<List<T>> ended = new CompletableFuture<>();
    private final List<T> items = new ArrayList<>();
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(T item) {
      items.add(item);
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      ended.complete(items);
    }
  }
}
