package io.sabot.operators.internal.gandiva;

import io.sabot.batch.Layout;
import io.sabot.expression.Types;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * As what Gandiva sees the values of a type. What counts a unit of time is an integer to it: it
 * knows few of those types itself.
 */
final class PhysicalTypes {
  private PhysicalTypes() {}

  static ArrowType of(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> t;
      case ArrowType.Int t -> t;
      case ArrowType.FloatingPoint t when t.getPrecision() != FloatingPointPrecision.HALF -> t;
      case ArrowType.Decimal t when t.getBitWidth() == 128 -> t;
      case ArrowType.Utf8 t -> t;
      case ArrowType.Binary t -> t;
      default -> {
        if (!Types.isTemporal(type)) {
          throw new Refusal("no " + Types.name(type));
        }
        yield new ArrowType.Int(8 * Layout.width(type), true);
      }
    };
  }
}
