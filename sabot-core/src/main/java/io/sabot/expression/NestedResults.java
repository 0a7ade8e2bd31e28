package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** What lies within the lists that functions make. */
final class NestedResults {
  private NestedResults() {}

  static List<Field> children(BoundCall call) {
    if (call.function() != Function.SPLIT) {
      return List.of();
    }
    ArrowType type = TextTypes.text(call.arguments());
    return List.of(new Field("element", new FieldType(false, type, null), null));
  }
}
