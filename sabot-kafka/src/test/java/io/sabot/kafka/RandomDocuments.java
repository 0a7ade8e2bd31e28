package io.sabot.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sabot.batch.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Random nested columns and JSON objects, as Jackson's tree, that fit them or do not. */
final class RandomDocuments {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<ArrowType> LEAVES =
      List.of(
          new ArrowType.Int(64, true),
          new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
          ArrowType.Bool.INSTANCE,
          ArrowType.Utf8.INSTANCE);
  private static final List<String> TEXTS =
      List.of("", "plain", "long enough for words", "é€😀", "A\n", "a\"b");

  private final SplittableRandom random;

  RandomDocuments(SplittableRandom random) {
    this.random = random;
  }

  Schema schema() {
    return new Schema(fields(3));
  }

  private List<Field> fields(int depth) {
    List<Field> fields = new ArrayList<>();
    int count = random.nextInt(depth == 3 ? 1 : 0, 5);
    for (int i = 0; i < count; i++) {
      fields.add(field("f" + i, depth));
    }
    return fields;
  }

  private Field field(String name, int depth) {
    return switch (depth == 0 ? 3 : random.nextInt(6)) {
      case 0 -> field(name, ArrowType.Struct.INSTANCE, fields(depth - 1));
      case 1 -> field(name, ArrowType.List.INSTANCE, List.of(field("element", depth - 1)));
      case 2 -> field(name, ArrowType.LargeList.INSTANCE, List.of(field("element", depth - 1)));
      default -> field(name, LEAVES.get(random.nextInt(LEAVES.size())), List.of());
    };
  }

  private Field field(String name, ArrowType type, List<Field> children) {
    return new Field(name, new FieldType(random.nextInt(6) > 0, type, null), children);
  }

  /** An object that fits, its fields in any order and among others. */
  ObjectNode object(List<Field> fields) {
    List<Field> order = new ArrayList<>(fields);
    if (random.nextBoolean()) {
      Collections.shuffle(order, new Random(random.nextLong()));
    }
    ObjectNode object = NODES.objectNode();
    for (Field field : order) {
      if (random.nextInt(8) == 0) {
        object.set("other" + random.nextInt(50), NODES.arrayNode().add(NODES.objectNode()));
      }
      if (!field.isNullable() || random.nextInt(8) > 0) {
        object.set(field.getName(), value(field));
      }
    }
    return object;
  }

  private JsonNode value(Field field) {
    if (field.isNullable() && random.nextInt(6) == 0) {
      return NODES.nullNode();
    }
    return switch (Layout.of(field.getType())) {
      case STRUCT -> object(field.getChildren());
      case LIST, LARGE_LIST -> {
        ArrayNode array = NODES.arrayNode();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
          array.add(value(field.getChildren().getFirst()));
        }
        yield array;
      }
      default -> leaf(field.getType());
    };
  }

  private JsonNode leaf(ArrowType type) {
    return switch (type) {
      case ArrowType.Int t -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
      case ArrowType.FloatingPoint t -> NODES.numberNode(random.nextDouble(-1e9, 1e9));
      case ArrowType.Bool t -> NODES.booleanNode(random.nextBoolean());
      default -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }

  /** Puts a value that does not fit anywhere into an object that does; the reason it is refused. */
  String spoil(ObjectNode object, List<Field> fields) {
    return spoilField(object, fields, "");
  }

  private String spoilField(ObjectNode object, List<Field> fields, String prefix) {
    Field field = fields.get(random.nextInt(fields.size()));
    String path = prefix + field.getName();
    JsonNode value = object.get(field.getName());
    String within = value == null ? null : spoilWithin(value, field, path);
    if (within != null) {
      return within;
    }
    if (!field.isNullable() && random.nextBoolean()) {
      object.remove(field.getName());
      return "\"" + path + "\" must not be null, but it is";
    }
    object.set(field.getName(), wrong(field));
    return reason(field, path);
  }

  /** The reason where it went further in, which it mostly does where it can; else null. */
  private String spoilWithin(JsonNode value, Field field, String path) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    if (value instanceof ObjectNode object && !field.getChildren().isEmpty()) {
      return spoilField(object, field.getChildren(), path + ".");
    }
    if (value instanceof ArrayNode array && !array.isEmpty()) {
      int index = random.nextInt(array.size());
      String place = path + "[" + index + "]";
      Field element = field.getChildren().getFirst();
      String within = spoilWithin(array.get(index), element, place);
      if (within == null) {
        array.set(index, wrong(element));
        within = reason(element, place);
      }
      return within;
    }
    return null;
  }

  private static JsonNode wrong(Field field) {
    return field.getType() instanceof ArrowType.Utf8
        ? NODES.numberNode(5)
        : NODES.textNode("wrong");
  }

  private static String reason(Field field, String path) {
    String must =
        switch (field.getType()) {
          case ArrowType.Int t -> "Int64, but it is \"wrong\"";
          case ArrowType.FloatingPoint t -> "Float64, but it is \"wrong\"";
          case ArrowType.Bool t -> "Boolean, but it is \"wrong\"";
          case ArrowType.Utf8 t -> "Utf8, but it is 5";
          case ArrowType.Struct t -> "an object, but it is \"wrong\"";
          default -> "an array, but it is \"wrong\"";
        };
    return "\"" + path + "\" must be " + must;
  }
}
