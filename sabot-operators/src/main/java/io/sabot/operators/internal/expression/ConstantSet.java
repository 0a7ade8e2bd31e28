package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Constants built once into something faster than comparing with each. Immutable. */
sealed interface ConstantSet permits LongSet, BytesSet {
  /** So few are compared faster one after the other. */
  int FEW = 8;

  /** Whether one of the constants is null. */
  boolean hasNull();

  /** Looks values of an operand up; lent for as long as the reader is open. */
  Reader read(Frame frame, Operand values);

  /** Looks up up to 64 rows at a time. */
  interface Reader extends AutoCloseable {
    /** Of the rows {@code first + bit} for each bit in {@code open}, the bits of members. */
    long members(int first, long open);

    @Override
    void close();
  }

  /** The set of all arguments but the first, or null where comparing is the way. */
  static @Nullable ConstantSet of(List<BoundExpression> arguments) {
    List<BoundExpression> others = arguments.subList(1, arguments.size());
    if (others.size() <= FEW || !others.stream().allMatch(o -> o instanceof BoundLiteral)) {
      return null;
    }
    List<Constant> constants = others.stream().map(o -> ((BoundLiteral) o).constant()).toList();
    boolean hasNull = constants.stream().anyMatch(constant -> constant.value() == null);
    List<Constant> values = constants.stream().filter(c -> c.value() != null).toList();
    ArrowType type = arguments.getFirst().type();
    return switch (Lane.of(type)) {
      case INT, LONG, UNSIGNED_LONG -> LongSet.of(values, hasNull);
      case BYTES -> BytesSet.of(values, hasNull);
      default -> null;
    };
  }

  /** The value of a constant, which is not null. */
  static Object value(Constant constant) {
    return Objects.requireNonNull(constant.value());
  }
}
