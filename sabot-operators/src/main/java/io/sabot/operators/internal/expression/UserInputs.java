package io.sabot.operators.internal.expression;

import io.sabot.expression.JavaType;
import io.sabot.expression.Types;
import io.sabot.expression.UserFunction;
import io.sabot.operators.internal.user.UserArgument;
import io.sabot.operators.internal.user.UserArgument.OfTime.Clock;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Operands as user functions take them. */
final class UserInputs {
  private UserInputs() {}

  /** Nulls come out as null where they are seen; otherwise nobody asks for those rows. */
  static UserArgument of(Operand operand, UserFunction function, int index) {
    UserArgument values = values(operand, function.shape().parameter(index));
    MemorySegment validity = operand.column().validity();
    return validity == null || function.nulls() == UserFunction.Nulls.SKIPPED
        ? values
        : new UserArgument.OfNullable(values, validity, operand.stride());
  }

  private static UserArgument values(Operand operand, JavaType type) {
    ArrowType column = operand.column().field().getType();
    int stride = operand.stride();
    return switch (type) {
      case STRING -> new UserArgument.OfText(Comparison.rows(operand));
      case BOOLEAN -> new UserArgument.OfBoolean(operand.values(), stride);
      case BYTE -> new UserArgument.OfByte(operand.values(), stride);
      case SHORT -> new UserArgument.OfShort(operand.values(), stride);
      case INT -> new UserArgument.OfInt(operand.values(), stride);
      case LONG -> new UserArgument.OfLong(operand.values(), stride);
      case FLOAT -> new UserArgument.OfFloat(operand.values(), stride);
      case DOUBLE -> new UserArgument.OfDouble(operand.values(), stride);
      case DECIMAL ->
          new UserArgument.OfDecimal(
              operand.values(), stride, ((ArrowType.Decimal) column).getScale());
      case DATE -> new UserArgument.OfDate(operand.values(), stride);
      case LOCAL_DATE_TIME ->
          new UserArgument.OfTime(operand.values(), stride, perSecond(column), Clock.LOCAL);
      case INSTANT ->
          new UserArgument.OfTime(operand.values(), stride, perSecond(column), Clock.INSTANT);
    };
  }

  private static long perSecond(ArrowType column) {
    return Types.perSecond(((ArrowType.Timestamp) column).getUnit());
  }
}
