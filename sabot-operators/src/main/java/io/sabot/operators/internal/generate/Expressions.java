package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;
import static io.sabot.operators.internal.generate.Value.NEVER;

import io.sabot.batch.Layout;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Constant;
import io.sabot.expression.Function;
import io.sabot.operators.internal.generate.Form.Room;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The code of expressions within a step. Equal ones are computed once. */
final class Expressions {
  /** One that can fail is another one where other rows matter. */
  private record Place(BoundExpression expression, int active) {}

  /** Of which only is known which rows are not null. */
  private record Nulls(BoundExpression expression) {}

  private final Step step;
  private final Form form;

  Expressions(Step step) {
    this.step = step;
    this.form = step.form;
  }

  /**
   * The value of an expression.
   *
   * @param active the rows on which it matters whether it fails
   */
  Value of(BoundExpression expression, int active) {
    Object key = expression.canFail() ? new Place(expression, active) : expression;
    Value known = step.known().get(key);
    if (known == null) {
      known = compute(expression, active);
      step.known().put(key, known);
    }
    return known;
  }

  private Value compute(BoundExpression expression, int active) {
    return switch (expression) {
      case BoundColumn column -> column(column);
      case BoundLiteral(Constant constant) -> literal(constant);
      case BoundCast cast -> new Conversion(step).of(cast, of(cast.argument(), active), active);
      case BoundCall call -> call(call, active);
      case BoundUserCall call -> throw new IllegalStateException("has a loop of its own: " + call);
    };
  }

  /** The rows on which an expression is not null. */
  int valid(BoundExpression expression, int active) {
    if (!(expression instanceof BoundColumn column)) {
      return of(expression, active).valid();
    }
    return step.known()
        .computeIfAbsent(new Nulls(column), key -> new Value(Lane.BIT, ALWAYS, bitmap(column)))
        .valid();
  }

  private int bitmap(BoundColumn column) {
    int[] validities = step.scope.validities();
    return validities == null ? ALWAYS : bits(validities[column.ordinal()]);
  }

  private int bits(int words) {
    return form.call(Room.LANES, "loadBits", Lane.BIT, form.words(words), step.row());
  }

  private Value column(BoundColumn column) {
    int segment = step.scope.columns()[column.ordinal()];
    Lane lane = Lane.known(column.type());
    int slot =
        lane == Lane.BIT
            ? bits(segment)
            : form.call(
                Room.LANES,
                "load" + Layouts.name(column.type()),
                lane,
                form.memory(segment),
                step.at(segment, Layout.width(column.type())));
    return new Value(lane, slot, valid(column, ALWAYS));
  }

  private Value literal(Constant constant) {
    Lane lane = Lane.known(constant.type());
    Object value = constant.value();
    if (Template.isApart(constant)) {
      return Value.of(lane, step.scope.constants()[((Long) constant.value()).intValue()]);
    }
    if (lane == Lane.BIT) {
      return new Value(
          lane, step.constant(Boolean.TRUE.equals(value)), value == null ? NEVER : ALWAYS);
    }
    long bits =
        switch (value) {
          case Float number -> Float.floatToRawIntBits(number);
          case Double number when lane == Lane.FLOAT ->
              Float.floatToRawIntBits(number.floatValue());
          case Double number -> Double.doubleToRawLongBits(number);
          case null, default -> 0;
        };
    int slot = form.call(Room.LANES, Layouts.constant(lane), lane, form.number(Lane.LONG, bits));
    return new Value(lane, slot, value == null ? NEVER : ALWAYS);
  }

  private Value call(BoundCall call, int active) {
    List<BoundExpression> arguments = call.arguments();
    return switch (call.function()) {
      case IS_NULL -> truth(step.not(valid(arguments.getFirst(), active)));
      case IS_NOT_NULL -> truth(valid(arguments.getFirst(), active));
      case AND, OR, NOT, IN, BETWEEN -> new Logic(step, this).of(call, active);
      case EQ, NE, GT, GE, LT, LE ->
          new Comparisons(step, this)
              .of(call.function(), arguments.getFirst(), arguments.getLast(), active);
      case CASE -> new Choices(step, this).cases(call, active);
      case COALESCE -> new Choices(step, this).coalesce(arguments, active);
      case PLUS, MINUS, TIMES, DIV, INT_DIV, REM, NEGATE -> arithmetic(call, active);
      default -> java(call, active);
    };
  }

  /** Roots of doubles are Java's, too. */
  private Value java(BoundCall call, int active) {
    List<Value> values = call.arguments().stream().map(argument -> of(argument, active)).toList();
    Function function = call.function() == Function.SQRT ? Function.JAVA_SQRT : call.function();
    return new JavaCode(step, call, values).of(function, active);
  }

  private Value truth(int rows) {
    return Value.of(Lane.BIT, step.set(rows));
  }

  private Value arithmetic(BoundCall call, int active) {
    Value a = of(call.arguments().getFirst(), active);
    Arithmetic arithmetic = new Arithmetic(step, call.function(), call.type(), active);
    return call.function() == Function.NEGATE
        ? arithmetic.negated(a)
        : arithmetic.of(a, of(call.arguments().getLast(), active));
  }

  /** Names of the steps that move values. */
  static final class Layouts {
    private Layouts() {}

    /** How values of a type lie in memory. */
    static String name(ArrowType type) {
      return switch (Lane.known(type)) {
        case BIT -> "Bit";
        case FLOAT -> "Float";
        case DOUBLE -> "Double";
        default -> (Range.isUnsigned(type) ? "UInt" : "Int") + Range.bits(type);
      };
    }

    /** The step that puts a number into a lane. */
    static String constant(Lane lane) {
      return switch (lane) {
        case BIT -> throw new IllegalArgumentException("bits are no number");
        case INT -> "constantInt";
        case LONG -> "constantLong";
        case FLOAT -> "constantFloat";
        case DOUBLE -> "constantDouble";
      };
    }
  }
}
