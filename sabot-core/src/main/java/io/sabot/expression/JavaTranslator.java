package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;
import static io.sabot.expression.Types.FLOAT32;
import static io.sabot.expression.Types.FLOAT64;
import static io.sabot.expression.Types.INT32;
import static io.sabot.expression.Types.INT64;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.internal.lambda.JavaKind;
import io.sabot.internal.lambda.JavaOperator;
import io.sabot.internal.lambda.JavaTerm;
import java.lang.invoke.SerializedLambda;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Terms of Java in the functions of the registry: built-in ones where they do the same to the bit,
 * Java's own otherwise.
 */
final class JavaTranslator {
  private final List<BoundExpression> arguments;
  private final @Nullable SerializedLambda lambda;

  /**
   * A translator of one call.
   *
   * @param lambda where captured values are
   */
  JavaTranslator(List<BoundExpression> arguments, @Nullable SerializedLambda lambda) {
    this.arguments = arguments;
    this.lambda = lambda;
  }

  /**
   * Translates a term.
   *
   * @throws IllegalArgumentException with the reason, where a function of another answer would be
   *     needed
   */
  BoundExpression translate(JavaTerm term) {
    return switch (term) {
      case JavaTerm.Parameter(int index, JavaKind kind) -> parameter(arguments.get(index), kind);
      case JavaTerm.Captured(int index, JavaKind kind) -> captured(index, kind);
      case JavaTerm.Value(Object value, JavaKind kind) -> value(value, kind);
      case JavaTerm.Boxed(JavaTerm value) -> translate(value);
      case JavaTerm.Choice choice -> choice(choice);
      case JavaTerm.Apply(JavaOperator operator, var operands, JavaKind kind) ->
          apply(operator, operands.stream().map(this::translate).toList(), kind);
    };
  }

  private static BoundExpression parameter(BoundExpression argument, JavaKind kind) {
    if (kind == JavaKind.OBJECT) {
      throw new IllegalArgumentException("it takes objects");
    }
    if (kind == JavaKind.TEXT || argument.type().equals(type(kind))) {
      return argument;
    }
    // Bytes and shorts, which Java computes as ints.
    return new BoundCast(argument, type(kind), argument.nullable(), argument.canFail(), false);
  }

  private static ArrowType type(JavaKind kind) {
    return switch (kind) {
      case BOOLEAN -> BOOL;
      case INT -> INT32;
      case LONG -> INT64;
      case FLOAT -> FLOAT32;
      case DOUBLE -> FLOAT64;
      case TEXT -> ArrowType.Utf8.INSTANCE;
      case OBJECT -> ArrowType.Null.INSTANCE;
    };
  }

  private BoundExpression captured(int index, JavaKind kind) {
    Object value = lambda == null ? null : lambda.getCapturedArg(index);
    boolean fits =
        switch (kind) {
          case BOOLEAN -> value instanceof Boolean;
          case INT ->
              value instanceof Integer
                  || value instanceof Short
                  || value instanceof Byte
                  || value instanceof Character;
          case LONG -> value instanceof Long;
          case FLOAT -> value instanceof Float;
          case DOUBLE -> value instanceof Double;
          case TEXT -> value instanceof String text && isEncodable(text);
          case OBJECT -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException("it captured an object");
    }
    return value(value instanceof Character c ? (Object) (int) c : value, kind);
  }

  private static boolean isEncodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static BoundExpression value(@Nullable Object value, JavaKind kind) {
    Object stored =
        switch (value) {
          case Boolean v -> v;
          case Number v when kind == JavaKind.BOOLEAN -> v.intValue() != 0;
          case Number v when kind == JavaKind.INT || kind == JavaKind.LONG -> v.longValue();
          case null, default -> value;
        };
    return new BoundLiteral(new Constant(stored, type(kind)));
  }

  private BoundExpression choice(JavaTerm.Choice choice) {
    BoundExpression condition = translate(choice.condition());
    if (condition instanceof BoundLiteral(Constant known)) {
      return translate(Boolean.TRUE.equals(known.value()) ? choice.then() : choice.otherwise());
    }
    BoundExpression then = translate(choice.then());
    BoundExpression otherwise = translate(choice.otherwise());
    ArrowType type = isNull(then) ? otherwise.type() : then.type();
    then = isNull(then) ? new BoundLiteral(Constant.nullOf(type)) : then;
    otherwise = isNull(otherwise) ? new BoundLiteral(Constant.nullOf(type)) : otherwise;
    if (!then.type().equals(otherwise.type())) {
      throw new IllegalArgumentException("it gives texts of several layouts");
    }
    return new BoundCall(
        Function.CASE,
        List.of(condition, then, otherwise),
        type,
        then.nullable() || otherwise.nullable(),
        condition.canFail() || then.canFail() || otherwise.canFail());
  }

  private static boolean isNull(BoundExpression expression) {
    return expression.type() instanceof ArrowType.Null;
  }

  private BoundExpression apply(
      JavaOperator operator, List<BoundExpression> operands, JavaKind kind) {
    if (operands.stream().anyMatch(JavaTranslator::isNull)) {
      throw new IllegalArgumentException("it computes with null");
    }
    boolean floating = Types.isFloat(operands.getFirst().type());
    Function function =
        switch (operator) {
          case ADD -> floating ? Function.PLUS : Function.JAVA_ADD;
          case SUBTRACT -> floating ? Function.MINUS : Function.JAVA_SUBTRACT;
          case MULTIPLY -> floating ? Function.TIMES : Function.JAVA_MULTIPLY;
          case DIVIDE -> floating ? Function.DIV : division();
          case REMAINDER -> floating ? Function.REM : division();
          case NEGATE -> floating ? Function.NEGATE : Function.JAVA_NEGATE;
          case AND -> Function.JAVA_AND;
          case OR -> Function.JAVA_OR;
          case XOR -> Function.JAVA_XOR;
          case SHIFT_LEFT -> Function.JAVA_SHIFT_LEFT;
          case SHIFT_RIGHT -> Function.JAVA_SHIFT_RIGHT;
          case SHIFT_RIGHT_UNSIGNED -> Function.JAVA_SHIFT_RIGHT_UNSIGNED;
          case EQUAL -> floating ? Function.JAVA_EQUAL : Function.EQ;
          case NOT_EQUAL -> floating ? Function.JAVA_NOT_EQUAL : Function.NE;
          case LESS -> floating ? Function.JAVA_LESS : Function.LT;
          case LESS_OR_EQUAL -> floating ? Function.JAVA_LESS_OR_EQUAL : Function.LE;
          case GREATER -> floating ? Function.JAVA_GREATER : Function.GT;
          case GREATER_OR_EQUAL -> floating ? Function.JAVA_GREATER_OR_EQUAL : Function.GE;
          case NOT -> Function.NOT;
          case BOTH -> Function.AND;
          case EITHER -> Function.OR;
          case ABS -> Function.JAVA_ABS;
          case MIN -> Function.JAVA_MIN;
          case MAX -> Function.JAVA_MAX;
          case SQUARE_ROOT -> Function.JAVA_SQRT;
          case TO_BYTE -> Function.JAVA_TO_BYTE;
          case TO_SHORT -> Function.JAVA_TO_SHORT;
          case TO_CHAR -> Function.JAVA_TO_CHAR;
          case TO_INT -> Function.JAVA_TO_INT;
          case TO_LONG -> Function.JAVA_TO_LONG;
          case TO_FLOAT -> Function.JAVA_TO_FLOAT;
          case TO_DOUBLE -> Function.JAVA_TO_DOUBLE;
          case TEXT_EQUAL, TEXT_EMPTY -> Function.EQ;
          case TEXT_STARTS_WITH -> Function.STARTS_WITH;
          case TEXT_ENDS_WITH -> Function.ENDS_WITH;
          case TEXT_CONTAINS -> Function.CONTAINS;
          case COMPARE_NAN_LESS, COMPARE_NAN_GREATER ->
              throw new IllegalArgumentException("it keeps what a comparison gave");
        };
    List<BoundExpression> all = new ArrayList<>(operands);
    if (operator == JavaOperator.TEXT_EMPTY) {
      all.add(new BoundLiteral(new Constant("", ArrowType.Utf8.INSTANCE)));
    }
    return new BoundCall(
        function, all, type(kind), FunctionCall.anyNullable(all), FunctionCall.anyCanFail(all));
  }

  /** A quotient by 0 throws; a loop in which the divisor is a constant needs no division at all. */
  private static Function division() {
    throw new IllegalArgumentException("a loop divides integers faster, and may throw");
  }
}
