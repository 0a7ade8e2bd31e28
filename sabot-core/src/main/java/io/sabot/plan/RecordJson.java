package io.sabot.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.expression.Constant;
import io.sabot.expression.UserFunction;
import io.sabot.function.UserAggregate;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Source;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON objects, component by component, and reads them back by the types of the
 * components. A record of a sealed family carries its simple name under {@value #KIND}.
 */
final class RecordJson {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String KIND = "node";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Source> sources;
  private final Map<String, BatchOperator> operators;
  private final Map<String, UserFunction> functions;
  private final Map<String, UserAggregate> aggregates;

  RecordJson(
      Map<String, Source> sources,
      Map<String, BatchOperator> operators,
      Map<String, UserFunction> functions,
      Map<String, UserAggregate> aggregates) {
    this.sources = sources;
    this.operators = operators;
    this.functions = functions;
    this.aggregates = aggregates;
  }

  static JsonNode write(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case String text -> JSON.textNode(text);
      case Long number -> JSON.numberNode(number);
      case Duration time -> JSON.textNode(time.toString());
      case Enum<?> constant -> JSON.textNode(constant.name());
      case Origin origin -> JSON.textNode(origin.place());
      case Source source -> JSON.textNode(source.name());
      case BatchOperator operator -> JSON.textNode(operator.name());
      case UserFunction function -> JSON.textNode(function.name());
      case UserAggregate aggregate -> JSON.textNode(aggregate.name());
      case ArrowType type -> MAPPER.valueToTree(type);
      case Constant constant -> constant(constant);
      case List<?> list -> array(list);
      case Record record -> object(record);
      default -> throw new IllegalArgumentException("not part of a plan: " + value);
    };
  }

  private static JsonNode constant(Constant constant) {
    ObjectNode node = JSON.objectNode();
    Object value = constant.value();
    node.set("type", MAPPER.valueToTree(constant.type()));
    return node.put("value", value == null ? null : value.toString());
  }

  private static JsonNode array(List<?> list) {
    ArrayNode node = JSON.arrayNode();
    list.forEach(element -> node.add(write(element)));
    return node;
  }

  private static JsonNode object(Record record) {
    ObjectNode node = JSON.objectNode().put(KIND, record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(record);
        if (value == null && component.getType() == UserAggregate.class) {
          continue;
        }
        node.set(component.getName(), write(value));
      } catch (ReflectiveOperationException failure) {
        throw new IllegalStateException(failure);
      }
    }
    return node;
  }

  @Nullable Object read(JsonNode node, Type type)
      throws ReflectiveOperationException, JsonProcessingException {
    if (node.isNull()) {
      return null;
    }
    if (type instanceof ParameterizedType list) {
      return readList(node, list.getActualTypeArguments()[0]);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == String.class) {
      return node.textValue();
    }
    if (wanted == long.class) {
      return node.longValue();
    }
    if (wanted == Duration.class) {
      return Duration.parse(node.textValue());
    }
    if (wanted == Origin.class) {
      return new Origin(node.textValue());
    }
    if (wanted == Source.class) {
      return named(sources, node.textValue(), "source");
    }
    if (wanted == BatchOperator.class) {
      return named(operators, node.textValue(), "operator");
    }
    if (wanted == UserFunction.class) {
      return named(functions, node.textValue(), "user function");
    }
    if (wanted == UserAggregate.class) {
      return node.isMissingNode() ? null : named(aggregates, node.textValue(), "user aggregate");
    }
    if (wanted == ArrowType.class) {
      return MAPPER.treeToValue(node, ArrowType.class);
    }
    if (wanted == Constant.class) {
      return readConstant(node);
    }
    if (wanted.isEnum()) {
      return enumConstant(wanted, node.textValue());
    }
    return readRecord(node, recordClass(wanted, node));
  }

  private List<@Nullable Object> readList(JsonNode node, Type element)
      throws ReflectiveOperationException, JsonProcessingException {
    List<@Nullable Object> values = new ArrayList<>();
    for (JsonNode child : node) {
      values.add(read(child, element));
    }
    return values;
  }

  private static Constant readConstant(JsonNode node) throws JsonProcessingException {
    ArrowType type = MAPPER.treeToValue(node.get("type"), ArrowType.class);
    String text = node.get("value").textValue();
    return text == null ? Constant.nullOf(type) : new Constant(value(text, type), type);
  }

  private static Object value(String text, ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> Boolean.valueOf(text);
      case ArrowType.FloatingPoint t ->
          switch (t.getPrecision()) {
            case DOUBLE -> (Object) Double.valueOf(text);
            default -> Float.valueOf(text);
          };
      case ArrowType.Decimal t -> new BigDecimal(text);
      case ArrowType.Utf8 t -> text;
      case ArrowType.Binary t -> text;
      default -> Long.valueOf(text);
    };
  }

  private static Object enumConstant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + " " + name));
  }

  /** The record of a sealed family that the node says it is. */
  private static Class<?> recordClass(Class<?> family, JsonNode node) {
    String kind = node.path(KIND).asText();
    return records(family)
        .filter(candidate -> candidate.getSimpleName().equals(kind))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("no " + family.getSimpleName() + " \"" + kind + "\""));
  }

  private static Stream<Class<?>> records(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(RecordJson::records)
        : Stream.of(family);
  }

  private Object readRecord(JsonNode node, Class<?> type)
      throws ReflectiveOperationException, JsonProcessingException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = read(node.path(components[i].getName()), components[i].getGenericType());
    }
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private static <T> T named(Map<String, T> known, String name, String what) {
    T found = known.get(name);
    if (found == null) {
      throw Problem.at("PlanText", ErrorCode.INVALID_ARGUMENT)
          .rule("every " + what + " that the text names must be given")
          .but("there is no \"" + name + "\"")
          .cure("hand it to PlanText.read; given are " + known.keySet())
          .plan();
    }
    return found;
  }
}
