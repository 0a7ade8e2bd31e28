package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;
import static io.sabot.expression.Types.FLOAT32;
import static io.sabot.expression.Types.FLOAT64;
import static io.sabot.expression.Types.INT32;
import static io.sabot.expression.Types.INT64;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Types the operators of Java: both sides in one type, which the result has too. */
final class JavaTypes {
  private JavaTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    List<BoundExpression> arguments = call.byParameters();
    return switch (call.function()) {
      case JAVA_NEGATE, JAVA_ABS, JAVA_SQRT, JAVA_TO_BYTE, JAVA_TO_SHORT, JAVA_TO_CHAR ->
          call.of(arguments, arguments.getFirst().type());
      case JAVA_TO_INT -> call.of(arguments, INT32);
      case JAVA_TO_LONG -> call.of(arguments, INT64);
      case JAVA_TO_FLOAT -> call.of(arguments, FLOAT32);
      case JAVA_TO_DOUBLE -> call.of(arguments, FLOAT64);
      case JAVA_SHIFT_LEFT, JAVA_SHIFT_RIGHT, JAVA_SHIFT_RIGHT_UNSIGNED ->
          call.of(
              List.of(arguments.getFirst(), distance(arguments.getLast())),
              arguments.getFirst().type());
      case JAVA_EQUAL,
          JAVA_NOT_EQUAL,
          JAVA_LESS,
          JAVA_LESS_OR_EQUAL,
          JAVA_GREATER,
          JAVA_GREATER_OR_EQUAL ->
          call.of(same(call, arguments), BOOL);
      case JAVA_DIVIDE, JAVA_REMAINDER -> division(call, same(call, arguments));
      default -> {
        List<BoundExpression> converted = same(call, arguments);
        yield call.of(converted, converted.getFirst().type());
      }
    };
  }

  private static List<BoundExpression> same(FunctionCall call, List<BoundExpression> arguments) {
    return call.common(arguments, "\"" + call.function().text() + "\"");
  }

  /** A divisor that is known and not 0 fails on no row. */
  private static BoundExpression division(FunctionCall call, List<BoundExpression> arguments) {
    boolean fails =
        !(arguments.getLast() instanceof BoundLiteral(Constant divisor)
            && divisor.value() instanceof Long value
            && value != 0);
    ArrowType type = arguments.getFirst().type();
    return fails ? call.failing(arguments, type) : call.of(arguments, type);
  }

  /** Only the low bits of a distance count. */
  private static BoundExpression distance(BoundExpression argument) {
    return argument.type().equals(INT32)
        ? argument
        : new BoundCall(
            Function.JAVA_TO_INT,
            List.of(argument),
            INT32,
            argument.nullable(),
            argument.canFail());
  }
}
