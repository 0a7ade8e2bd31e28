package io.sabot.kafka;

import static io.sabot.kafka.JsonRows.add;
import static io.sabot.kafka.JsonRows.assertMisfit;
import static io.sabot.kafka.JsonRows.assertRead;
import static io.sabot.kafka.JsonRows.finish;
import static io.sabot.kafka.JsonRows.open;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sabot.PlanException;
import io.sabot.batch.Batch;
import io.sabot.kafka.internal.column.Misfit;
import io.sabot.kafka.internal.json.JsonWriter;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Objects and arrays within objects; Jackson's tree says what they are. */
class NestedJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ORDERS =
      "id:long, address:struct<city:utf8,zip:int>, items:list<struct<name:utf8,prices:list<int>>>";

  @Test
  void objectsAreStructsAndArraysLists() {
    assertRead(
        ORDERS,
        "{\"id\":1,\"address\":{\"zip\":7,\"more\":[{}],\"city\":\"é\"},"
            + "\"items\":[{\"name\":\"a\",\"prices\":[1,null,3]},null,{}]}",
        row(
            1L,
            Map.of("city", "é", "zip", 7),
            Arrays.asList(
                Map.of("name", "a", "prices", Arrays.asList(1, null, 3)), null, Map.of())));
    assertRead(
        "a:struct<d:date,b:binary,l:large_list<list<utf8>>>",
        "{\"a\":{\"d\":\"2026-01-31\",\"b\":\"AQI=\",\"l\":[[],null,[\"x\"]]}}",
        row(
            Arrays.asList(
                LocalDate.of(2026, 1, 31),
                new byte[] {1, 2},
                Arrays.asList(List.of(), null, List.of("x")))));
  }

  @Test
  void nullAndEmptyStayApart() {
    assertRead(ORDERS, "{\"address\":null,\"items\":null}", row(null, null, null));
    assertRead(ORDERS, "{}", row(null, null, null));
    assertRead(ORDERS, "{\"address\":{},\"items\":[]}", row(null, Map.of(), List.of()));
    assertRead("a:struct<b:struct<c:int>>", "{\"a\":{\"b\":null}}", row(nested("b", null)));
    assertRead("a:struct<b:struct<c:int>>", "{\"a\":{\"b\":{}}}", row(nested("b", Map.of())));
  }

  private static Map<String, Object> nested(String name, Object value) {
    Map<String, Object> struct = new HashMap<>();
    struct.put(name, value);
    return struct;
  }

  @Test
  void whatDoesNotFitNamesItsPlace() {
    assertMisfit(ORDERS, "{\"address\":5}", "\"address\" must be an object, but it is 5");
    assertMisfit(ORDERS, "{\"items\":{}}", "\"items\" must be an array, but it is an object");
    assertMisfit(
        ORDERS, "{\"address\":{\"zip\":\"x\"}}", "\"address.zip\" must be Int32, but it is \"x\"");
    assertMisfit(
        ORDERS, "{\"items\":[null,{},[]]}", "\"items[2]\" must be an object, but it is an array");
    assertMisfit(
        ORDERS,
        "{\"items\":[{},{\"prices\":[1,null,2147483648]}]}",
        "\"items[1].prices[2]\" must be Int32, but it is 2147483648");
    assertMisfit(
        ORDERS,
        "{\"address\":{\"zip\":1,\"zip\":2}}",
        "an object must name a field once, but names \"address.zip\" twice");
    assertMisfit(
        ORDERS,
        "{\"items\":[{\"name\":\"\\ud83d\"}]}",
        "\"items[0].name\" must be text, but half a pair of surrogates stands in it");
    assertMisfit(
        "a:list<binary>", "{\"a\":[\"%\"]}", "\"a[0]\" must be bytes in Base64, but it is not");
    assertThatThrownBy(() -> add(open(Tables.schema(ORDERS)), "{\"items\":[{\"prices\":[1"))
        .isInstanceOf(Misfit.class)
        .hasMessage(
            "the value must be a JSON object, but it cannot be read from byte 22 on: Unexpected"
                + " end-of-input: expected close marker for Array");
  }

  @Test
  void whatMustNotBeNullMustNotBeMissing() {
    String schema = "a:list<struct<b:int not null,c:int>>, d:list<int not null>";
    assertMisfit(schema, "{\"a\":[{\"b\":1},{\"c\":1}]}", "\"a[1].b\" must not be null, but it is");
    assertMisfit(schema, "{\"a\":[{\"b\":null}]}", "\"a[0].b\" must not be null, but it is");
    assertMisfit(schema, "{\"d\":[1,null]}", "\"d[1]\" must not be null, but it is");
    assertRead(schema, "{\"a\":[null]}", row(Arrays.asList((Object) null), null));
    assertMisfit("a:struct<b:int> not null", "{}", "\"a\" must not be null, but it is");
  }

  @Test
  void aRefusedRecordLeavesNothingBehind() {
    RecordRows rows = open(Tables.schema(ORDERS));
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      add(rows, "{\"items\":[{\"name\":\"" + i + "\",\"prices\":[" + i + "]},{}]}");
      expected.add(
          row(
              null,
              null,
              List.of(Map.of("name", String.valueOf(i), "prices", List.of(i)), Map.of())));
      for (String refused :
          List.of(
              "{\"items\":[{\"name\":\"xx\",\"prices\":[1,2,1.5]}]}",
              "{\"address\":{\"city\":\"xx\",\"zip\":\"\"}}",
              "{\"address\":{\"city\":\"xx\"},\"items\":[{\"name\":\"xx\"},",
              "{\"address\":{},\"items\":[{}],\"id\":\"\"}")) {
        assertThatThrownBy(() -> add(rows, refused)).isInstanceOf(Misfit.class);
      }
    }
    try (TestAllocator allocator = new TestAllocator()) {
      finish(rows, allocator).assertEquals(expected);
    }
  }

  @Test
  void randomDocumentsAreWhatJacksonReads() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < 8; i++) {
            compareWithJackson(random);
          }
        });
  }

  private static void compareWithJackson(SplittableRandom random) throws Exception {
    RandomDocuments documents = new RandomDocuments(random);
    Schema schema = documents.schema();
    RecordRows rows = open(schema);
    JsonWriter writer = new JsonWriter(schema.getFields());
    try (TestAllocator allocator = new TestAllocator()) {
      // Builders are used again for the second batch.
      for (int batch = 0; batch < 2; batch++) {
        List<JsonNode> read = readSome(random, documents, schema, rows);
        try (Batch made = rows.finish(allocator)) {
          Rows.of(made, allocator)
              .assertEquals(read.stream().map(node -> expected(schema, node)).toList());
          writer.begin(made);
          for (int row = 0; row < made.length(); row++) {
            assertThat(MAPPER.readTree(writer.row(row)))
                .isEqualTo(parsed(whole(schema.getFields(), read.get(row))));
          }
        }
      }
    }
  }

  /** Reads objects of which some do not fit; those that do. */
  private static List<JsonNode> readSome(
      SplittableRandom random, RandomDocuments documents, Schema schema, RecordRows rows)
      throws Exception {
    List<JsonNode> read = new ArrayList<>();
    for (int i = random.nextInt(1_100); i > 0; i--) {
      ObjectNode object = documents.object(schema.getFields());
      String space = random.nextInt(10) == 0 ? " " : "";
      if (random.nextInt(4) > 0) {
        read.add(object);
        add(rows, space + MAPPER.writeValueAsString(object));
      } else {
        String reason = documents.spoil(object, schema.getFields());
        String spoilt = space + MAPPER.writeValueAsString(object);
        assertThatThrownBy(() -> add(rows, spoilt)).as(spoilt).hasMessage(reason);
      }
    }
    return read;
  }

  private static Row expected(Schema schema, JsonNode object) {
    List<Object> values = new ArrayList<>();
    schema.getFields().forEach(field -> values.add(value(field, object.get(field.getName()))));
    return new Row(values);
  }

  private static Object value(Field field, JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    return switch (field.getType()) {
      case ArrowType.Bool t -> node.booleanValue();
      case ArrowType.Int t -> node.longValue();
      case ArrowType.FloatingPoint t -> node.doubleValue();
      case ArrowType.Utf8 t -> node.textValue();
      case ArrowType.Struct t -> {
        Map<String, Object> struct = new HashMap<>();
        for (Field child : field.getChildren()) {
          struct.put(child.getName(), value(child, node.get(child.getName())));
        }
        yield struct;
      }
      default -> {
        List<Object> list = new ArrayList<>();
        node.forEach(element -> list.add(value(field.getChildren().getFirst(), element)));
        yield list;
      }
    };
  }

  /** The same with a field for each column and no others. */
  private static JsonNode whole(List<Field> fields, JsonNode object) {
    ObjectNode whole = MAPPER.createObjectNode();
    for (Field field : fields) {
      whole.set(field.getName(), whole(field, object.get(field.getName())));
    }
    return whole;
  }

  private static JsonNode whole(Field field, JsonNode node) {
    return switch (node) {
      case null -> MAPPER.nullNode();
      case ObjectNode object -> whole(field.getChildren(), object);
      case ArrayNode array -> {
        ArrayNode elements = MAPPER.createArrayNode();
        array.forEach(element -> elements.add(whole(field.getChildren().getFirst(), element)));
        yield elements;
      }
      default -> node;
    };
  }

  private static JsonNode parsed(JsonNode node) throws Exception {
    return MAPPER.readTree(MAPPER.writeValueAsBytes(node));
  }

  @Test
  void listsOfAllLayoutsAreWritten() {
    String schema =
        "a:list<int>, b:large_list<int>, c:list_view<int>, d:large_list_view<int>,"
            + " e:fixed_list<int,2>, f:struct<n:null,d:date>, g:null, h:bool";
    List<Integer> two = Arrays.asList(1, null);
    try (TestAllocator allocator = new TestAllocator();
        Batch table =
            Tables.table(
                    schema,
                    row(null, null, null, null, null, null, null, true),
                    row(
                        two,
                        two,
                        two,
                        two,
                        two,
                        Arrays.asList(null, LocalDate.of(2026, 1, 31)),
                        null,
                        true))
                .batch(allocator);
        Batch batch = table.slice(1, 1, allocator)) {
      JsonWriter writer = new JsonWriter(batch.schema().getFields());
      writer.begin(batch);
      assertThat(new String(writer.row(0), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"a\":[1,null],\"b\":[1,null],\"c\":[1,null],\"d\":[1,null],\"e\":[1,null],"
                  + "\"f\":{\"n\":null,\"d\":\"2026-01-31\"},\"g\":null,\"h\":true}");
    }
  }

  @Test
  void anAllocationThatIsRefusedLeavesNothing() {
    FailingAllocation refusals = new FailingAllocation();
    try (TestAllocator allocator = new TestAllocator(refusals)) {
      RecordRows rows = open(Tables.schema(ORDERS));
      boolean refused = true;
      for (int granted = 0; refused; granted++) {
        add(rows, "{\"id\":1,\"address\":null,\"items\":[{\"name\":\"a\",\"prices\":[1]},null]}");
        refusals.after(granted);
        try (Batch batch = rows.finish(allocator)) {
          assertThat(granted).isGreaterThan(5);
          assertThat(batch.length()).isEqualTo(1);
        } catch (OutOfMemoryException thrown) {
          allocator.assertEmpty();
          assertThat(rows.rows()).isZero();
        }
        refused = refusals.stop();
      }
    }
  }

  @Test
  void bytesAreThoseOfTheColumnsWhereARecordFillsMore() {
    RecordRows rows = open(Tables.schema("a:list<struct<b:long,c:long,d:long>>"));
    add(rows, "{\"a\":[" + "{},".repeat(99) + "{}]}");
    assertThat(rows.bytes()).isEqualTo(100 * 24 + 4);
    RecordRows flat = open(Tables.schema("a:long"));
    add(flat, "{\"a\":1}");
    assertThat(flat.bytes()).isEqualTo(7);
  }

  record Item(String name, int price) {}

  record Address(String city, Integer zip) {}

  record Order(
      long id,
      Address address,
      List<Item> items,
      List<List<Double>> grid,
      List<? extends Item> x) {}

  @Test
  void recordsWithinRecordsAreStructsAndListsOfThem() {
    Schema schema = Kafka.json(Order.class).schema();
    assertThat(schema)
        .hasToString(
            "Schema<id: Int(64, true) not null, address: Struct<city: Utf8, zip: Int(32, true)>,"
                + " items: List<element: Struct<name: Utf8, price: Int(32, true) not null>>,"
                + " grid: List<element: List<element: FloatingPoint(DOUBLE)>>,"
                + " x: List<element: Struct<name: Utf8, price: Int(32, true) not null>>>");
    assertThatThrownBy(() -> add(open(schema), "{\"id\":1,\"items\":[{}]}"))
        .hasMessage("\"items[0].price\" must not be null, but it is");
  }

  record Node(int value, List<Node> children) {}

  record Raw(@SuppressWarnings("rawtypes") List names) {}

  record Deep(List<Address> addresses, List<List<StringBuilder>> texts) {}

  @Test
  void recordsWithoutAFormAreRefused() {
    assertThatThrownBy(() -> Kafka.json(Node.class))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Kafka.json(Node): a record must not contain itself, but \"children[]\" is Node;"
                + " give the columns with Kafka.json(schema), as deep as they are needed");
    assertThatThrownBy(() -> Kafka.json(Raw.class))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("or a record or List of such, but \"names\" is List; change it");
    assertThatThrownBy(() -> Kafka.json(Deep.class))
        .hasMessageContaining("but \"texts[][]\" is StringBuilder; change it");
  }

  @Test
  void columnsWithoutAFormAreRefusedByTheirPlace() {
    assertThatThrownBy(() -> Kafka.json(Tables.schema("a:list<struct<b:map<utf8,int>>>")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("or a struct or list of such, but \"a[].b\" is Map")
        .hasMessageContaining("read Kafka.text() and take it apart");
    assertThatThrownBy(() -> Kafka.json(Tables.schema("a:struct<b:int,b:int>")))
        .hasMessageContaining("but \"a\" has two fields named \"b\"");
    assertThatThrownBy(() -> Kafka.json(Tables.schema("a:list<half>")))
        .hasMessageContaining("but \"a[]\" is Float16");
    assertThatThrownBy(() -> Kafka.json(Tables.schema("a:fixed_list<int,2>")))
        .hasMessageContaining("but \"a\" is FixedSizeList");
    assertThatThrownBy(
            () -> Kafka.sink("localhost:1", "x").check(Tables.schema("a:list<map<utf8,int>>")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("or a struct or list of such, but \"a[]\" is Map")
        .hasMessageContaining("write one column of your own with withValue");
    assertThatThrownBy(() -> Kafka.decodedBy(Tables.schema("a:list<int>"), () -> null))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("keep the bytes and decode them behind the source");
  }
}
