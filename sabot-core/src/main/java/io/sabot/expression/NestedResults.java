package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** What lies within the lists and structs that functions give. */
final class NestedResults {
  private NestedResults() {}

  static List<Field> children(BoundCall call) {
    return switch (call.function()) {
      case SPLIT -> {
        ArrowType type = TextTypes.text(call.arguments());
        yield List.of(new Field("element", new FieldType(false, type, null), null));
      }
      case FIELD, ELEMENT, MAP_VALUE -> inner(call.function(), call.arguments()).getChildren();
      default -> List.of();
    };
  }

  /** The field that a function takes out of its first argument, a struct, list or map. */
  static Field inner(Function function, List<BoundExpression> arguments) {
    List<Field> children = arguments.getFirst().children();
    return switch (function) {
      case FIELD -> children.get(ordinal(children, name(arguments.get(1))));
      case MAP_VALUE -> children.getFirst().getChildren().get(1);
      default -> children.getFirst();
    };
  }

  /** Where the only field of a name stands, or -1. */
  static int ordinal(List<Field> fields, String name) {
    int found = -1;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  private static String name(BoundExpression argument) {
    return String.valueOf(((BoundLiteral) argument).constant().value());
  }
}
