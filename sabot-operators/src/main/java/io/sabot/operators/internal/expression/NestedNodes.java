package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/** Chooses the node of a function of structs, lists and maps. */
final class NestedNodes {
  private NestedNodes() {}

  /** The node of a call over its arguments, which pass to it. */
  static Node of(BoundCall call, List<Node> arguments) {
    Node first = arguments.getFirst();
    return switch (call.function()) {
      case FIELD -> {
        arguments.get(1).close();
        yield new StructField(first, ordinal(call.arguments()), Building.field(call));
      }
      case ELEMENT -> new ListElement(first, arguments.get(1), Building.field(call));
      case SIZE -> new ListSize(first);
      default ->
          new ListSearch(
              call.function(),
              first,
              arguments.get(1),
              call.arguments().get(1).type(),
              Building.field(call));
    };
  }

  private static int ordinal(List<BoundExpression> arguments) {
    List<Field> fields = arguments.getFirst().children();
    Object name = ((BoundLiteral) arguments.get(1)).constant().value();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("bound without the field: " + arguments);
  }
}
