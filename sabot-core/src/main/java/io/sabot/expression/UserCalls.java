package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.BoundExpression.BoundUserCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Types calls of user functions: arguments are counted, and widened as Java would. */
final class UserCalls {
  private UserCalls() {}

  static BoundExpression bind(
      String where, Expression.UserCall call, List<BoundExpression> arguments) {
    UserFunction function = call.function();
    List<BoundExpression> converted = converted(where, call, arguments);
    BoundExpression translated = UserTranslation.of(function, converted).expression();
    return translated != null
        ? translated
        : new BoundUserCall(
            function,
            converted,
            Objects.requireNonNull(function.type()),
            nullable(function, converted));
  }

  /** How a call runs, for {@code explain()}. */
  static String describe(String where, Expression.UserCall call, List<BoundExpression> arguments) {
    UserTranslation translation =
        UserTranslation.of(call.function(), converted(where, call, arguments));
    return call.function().name()
        + (translation.expression() != null
            ? ": translated"
            : ": called in a loop, because " + translation.reason());
  }

  private static List<BoundExpression> converted(
      String where, Expression.UserCall call, List<BoundExpression> arguments) {
    UserFunction function = call.function();
    int wanted = function.shape().parameters().size();
    if (arguments.size() != wanted) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("a user function must get as many arguments as it has parameters")
          .but("\"%s\" has %d for %d".formatted(call, arguments.size(), wanted))
          .cure("name " + wanted + " columns or expressions in of(…)")
          .plan();
    }
    if (function.type() == null) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("a function that gives BigDecimal must say the type of its results")
          .but("\"" + call + "\" does not")
          .cure("add it, e.g. returns(Types.decimal(18, 2))")
          .plan();
    }
    List<BoundExpression> converted = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      converted.add(argument(where, call, arguments.get(i), i));
    }
    return converted;
  }

  private static boolean nullable(UserFunction function, List<BoundExpression> arguments) {
    return !function.shape().result().isPrimitive()
        || function.nulls() == UserFunction.Nulls.SKIPPED && FunctionCall.anyNullable(arguments);
  }

  private static BoundExpression argument(
      String where, Expression.UserCall call, BoundExpression argument, int index) {
    JavaType parameter = call.function().shape().parameter(index);
    ArrowType type = argument.type();
    if (parameter.reads(type)) {
      return argument;
    }
    BoundExpression literal = literal(argument, parameter.columnType());
    if (literal != null) {
      return literal;
    }
    ArrowType wider = parameter.widened(type);
    if (wider != null) {
      return Conversions.to(argument, wider);
    }
    String name = call.function().shape().parameters().get(index).getSimpleName();
    throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule(
            "an argument must hold what its parameter takes, and parameter %d of \"%s\" is %s"
                .formatted(index + 1, call.function().name(), name))
        .but("\"%s\" is %s".formatted(argument, Types.name(type)))
        .cure(cure(argument, parameter))
        .plan();
  }

  /** Null of any type, and integers that fit. */
  private static @Nullable BoundExpression literal(
      BoundExpression argument, @Nullable ArrowType type) {
    if (!(argument instanceof BoundLiteral(Constant constant))) {
      return null;
    }
    ArrowType target = type == null ? Types.decimal(1, 0) : type;
    Constant converted =
        constant.value() == null || type != null ? Conversions.literal(constant, target) : null;
    return converted == null ? null : new BoundLiteral(converted);
  }

  private static String cure(BoundExpression argument, JavaType parameter) {
    ArrowType type = argument.type();
    List<String> cures = new ArrayList<>();
    for (JavaType other : JavaType.values()) {
      if (other.reads(type)) {
        cures.add("let the parameter be " + other.javaName());
        break;
      }
    }
    ArrowType target = parameter.columnType();
    if (target != null && Casts.allowed(type, target)) {
      cures.add("cast the column to " + Types.name(target) + ", e.g. " + cast(argument, target));
    }
    return cures.isEmpty()
        ? "pass a column of another type, or a part of this one"
        : String.join(", or ", cures);
  }

  private static String cast(BoundExpression argument, ArrowType target) {
    String type =
        switch (target) {
          case ArrowType.Bool t -> "Types.BOOL";
          case ArrowType.Int t when t.getBitWidth() >= 32 -> "Types.INT" + t.getBitWidth();
          case ArrowType.FloatingPoint t ->
              target.equals(Types.FLOAT64) ? "Types.FLOAT64" : "Types.FLOAT32";
          case ArrowType.Utf8 t -> "ArrowType.Utf8.INSTANCE";
          default -> "new ArrowType…";
        };
    String column = argument instanceof BoundExpression.BoundColumn c ? c.name() : "x";
    return "col(\"%s\").cast(%s)".formatted(column, type);
  }
}
