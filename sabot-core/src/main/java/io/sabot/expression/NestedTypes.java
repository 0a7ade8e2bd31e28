package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;
import static io.sabot.expression.Types.INT32;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.internal.text.NearestName;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Types the functions of structs, lists and maps. */
final class NestedTypes {
  private NestedTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    List<BoundExpression> arguments = call.byParameters();
    if (arguments.getFirst().type() instanceof ArrowType.Null) {
      return new BoundLiteral(Constant.nullOf(ofNull(call.function())));
    }
    return switch (call.function()) {
      case FIELD -> field(call, arguments);
      case ELEMENT -> call.maybeNull(arguments, inner(call, arguments).getType());
      case SIZE -> call.of(arguments, INT32);
      case CONTAINS_ELEMENT -> call.maybeNull(searched(call, arguments), BOOL);
      case ELEMENT_POSITION -> call.of(searched(call, arguments), INT32);
      default -> call.maybeNull(searched(call, arguments), inner(call, arguments).getType());
    };
  }

  /** What a function of nothing but null gives. */
  private static ArrowType ofNull(Function function) {
    return switch (function) {
      case CONTAINS_ELEMENT -> BOOL;
      case SIZE, ELEMENT_POSITION -> INT32;
      default -> ArrowType.Null.INSTANCE;
    };
  }

  private static BoundExpression field(FunctionCall call, List<BoundExpression> arguments) {
    List<Field> fields = arguments.getFirst().children();
    String name = String.valueOf(call.literal(1));
    if (NestedResults.ordinal(fields, name) < 0) {
      throw unknown(call, fields, name);
    }
    Field field = inner(call, arguments);
    return new BoundCall(
        call.function(),
        arguments,
        field.getType(),
        arguments.getFirst().nullable() || field.isNullable(),
        arguments.getFirst().canFail());
  }

  private static RuntimeException unknown(FunctionCall call, List<Field> fields, String name) {
    List<String> names = fields.stream().map(Field::getName).toList();
    boolean twice = names.contains(name);
    return Problem.at(call.where(), ErrorCode.UNKNOWN_COLUMN)
        .rule("a field must occur once in its struct")
        .but(
            "\"%s\" %s in \"%s\""
                .formatted(name, twice ? "occurs twice" : "does not", call.arguments().getFirst()))
        .cure(
            twice
                ? "rename one of them at the source"
                : NearestName.hint(name, names) + "fields are: " + String.join(", ", names))
        .plan();
  }

  private static Field inner(FunctionCall call, List<BoundExpression> arguments) {
    Field field = NestedResults.inner(call.function(), arguments);
    requireValues(call, field);
    return field;
  }

  /**
   * Dictionaries come with columns, not with what lies within them: there would be only indices.
   */
  private static void requireValues(FunctionCall call, Field field) {
    if (field.getDictionary() != null) {
      throw Problem.at(call.where(), ErrorCode.TYPE_MISMATCH)
          .rule("values within a nested column must not be dictionary-encoded")
          .but("\"%s\" of \"%s\" are".formatted(field.getName(), call.arguments().getFirst()))
          .cure("decode them where the batch is made")
          .plan();
    }
  }

  /** The list or map as it is, and the value in the type that its elements or keys are held to. */
  private static List<BoundExpression> searched(
      FunctionCall call, List<BoundExpression> arguments) {
    Field searched = searchedField(call.function(), arguments.getFirst());
    requireValues(call, searched);
    BoundExpression value = arguments.get(1);
    ArrowType type = searched.getType();
    if (!Types.isPlain(type) || FunctionCall.isWideDecimal(type)) {
      throw Problem.at(call.where(), ErrorCode.TYPE_MISMATCH)
          .rule("\"" + call.function().text() + "\" takes elements with an order")
          .but("those of \"%s\" are %s".formatted(arguments.getFirst(), Types.name(type)))
          .cure("unnest the list, and compare a part of the element")
          .plan();
    }
    return areSameBytes(type, value.type())
        ? arguments
        : List.of(arguments.getFirst(), held(call, type, value));
  }

  private static boolean areSameBytes(ArrowType one, ArrowType other) {
    return Types.isText(one) && Types.isText(other) || Types.isBinary(one) && Types.isBinary(other);
  }

  private static Field searchedField(Function function, BoundExpression argument) {
    Field child = argument.children().getFirst();
    return function == Function.MAP_VALUE ? child.getChildren().getFirst() : child;
  }

  private static BoundExpression held(FunctionCall call, ArrowType type, BoundExpression value) {
    ArrowType common = meeting(type, value);
    if (common == null) {
      throw Problem.at(call.where(), ErrorCode.TYPE_MISMATCH)
          .rule("\"" + call.function().text() + "\" needs a value of the elements' type")
          .but(
              "\"%s\" has %s and %s"
                  .formatted(call.call(), Types.name(type), Types.name(value.type())))
          .cure("give a value of " + Types.name(type) + ", e.g. with cast; " + works(type))
          .plan();
    }
    return Conversions.to(value, common);
  }

  private static String works(ArrowType type) {
    return Representatives.TYPES.stream()
        .filter(other -> areSameBytes(type, other) || meeting(type, standIn(other)) != null)
        .map(Types::name)
        .collect(Collectors.joining(", ", "it works on ", ""));
  }

  private static BoundExpression standIn(ArrowType type) {
    return new BoundColumn(0, "element", type, true);
  }

  /** The type that elements and value meet in, in which every element has a place; or null. */
  private static @Nullable ArrowType meeting(ArrowType type, BoundExpression value) {
    ArrowType common = FunctionCall.commonType(List.of(standIn(type), value));
    return common != null && widens(type, common) && converts(value, common) ? common : null;
  }

  private static boolean widens(ArrowType type, ArrowType common) {
    return type.equals(common) || Casts.allowed(type, common) && !Casts.canFail(type, common);
  }

  private static boolean converts(BoundExpression value, ArrowType common) {
    return value.type().equals(common) || Casts.allowed(value.type(), common);
  }
}
