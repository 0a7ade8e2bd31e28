package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Function;
import io.sabot.operators.internal.generate.Form.Room;
import java.util.List;

/** The code of Java's operators: integers wrap around, NaN takes no part in comparisons. */
final class JavaCode {
  private final Step step;
  private final Form form;
  private final Lane lane;
  private final List<Value> values;

  JavaCode(Step step, BoundCall call, List<Value> values) {
    this.step = step;
    this.form = step.form;
    this.lane = Lane.known(call.type());
    this.values = values;
  }

  /** Whether there is code for a call, and how good it is. */
  static Support of(BoundCall call) {
    List<BoundExpression> arguments = call.arguments();
    Lane from = Lane.of(arguments.getFirst().type());
    return switch (call.function()) {
      case JAVA_DIVIDE, JAVA_REMAINDER -> Support.SCALAR;
      case JAVA_SHIFT_LEFT, JAVA_SHIFT_RIGHT, JAVA_SHIFT_RIGHT_UNSIGNED -> Support.NONE;
      case JAVA_TO_BYTE, JAVA_TO_SHORT, JAVA_TO_CHAR -> Support.NONE;
      case JAVA_TO_LONG -> from != null && from.isFloat() ? Support.SCALAR : Support.VECTOR;
      case JAVA_TO_FLOAT -> from == Lane.LONG ? Support.SCALAR : Support.VECTOR;
      default -> Support.VECTOR;
    };
  }

  Value of(Function function, int active) {
    return switch (function) {
      case JAVA_ADD -> computed(Room.STEPS, "plus");
      case JAVA_SUBTRACT -> computed(Room.STEPS, "minus");
      case JAVA_MULTIPLY -> computed(Room.STEPS, "times");
      case JAVA_DIVIDE -> divided("divide", active);
      case JAVA_REMAINDER -> divided("remainder", active);
      case JAVA_NEGATE -> computed(Room.STEPS, "negate");
      case JAVA_AND -> computed(Room.JAVA, "and");
      case JAVA_OR -> computed(Room.JAVA, "or");
      case JAVA_XOR -> computed(Room.JAVA, "xor");
      case JAVA_ABS -> computed(Room.JAVA, "abs");
      case JAVA_MIN -> computed(Room.JAVA, "min");
      case JAVA_MAX -> computed(Room.JAVA, "max");
      case JAVA_SQRT -> computed(Room.JAVA, "sqrt");
      case JAVA_EQUAL -> compared("equal", values.getFirst(), values.getLast());
      case JAVA_NOT_EQUAL -> {
        Value equal = compared("equal", values.getFirst(), values.getLast());
        yield new Value(Lane.BIT, step.not(equal.slot()), equal.valid());
      }
      case JAVA_LESS -> compared("less", values.getFirst(), values.getLast());
      case JAVA_LESS_OR_EQUAL -> compared("lessOrEqual", values.getFirst(), values.getLast());
      case JAVA_GREATER -> compared("less", values.getLast(), values.getFirst());
      case JAVA_GREATER_OR_EQUAL -> compared("lessOrEqual", values.getLast(), values.getFirst());
      default -> cast(values.getFirst());
    };
  }

  private int valid() {
    int valid = ALWAYS;
    for (Value value : values) {
      valid = step.and(valid, value.valid());
    }
    return valid;
  }

  private Form.Argument[] arguments() {
    return values.stream()
        .map(value -> form.value(value.lane(), value.slot()))
        .toArray(Form.Argument[]::new);
  }

  private Value computed(Room room, String name) {
    return new Value(lane, form.call(room, name, lane, arguments()), valid());
  }

  private Value divided(String name, int active) {
    step.fail(form.call(Room.STEPS, "remainderFails", Lane.BIT, arguments()), active, valid());
    return computed(Room.STEPS, name);
  }

  private Value compared(String name, Value a, Value b) {
    int rows =
        form.call(
            Room.JAVA,
            name,
            Lane.BIT,
            form.value(a.lane(), a.slot()),
            form.value(b.lane(), b.slot()));
    return new Value(Lane.BIT, rows, valid());
  }

  /** As Java casts: integers are cut, floats go toward zero and stop at the ends. */
  private Value cast(Value from) {
    boolean byDouble = from.lane() == Lane.FLOAT && lane.isInteger();
    Value wide = byDouble ? Value.of(Lane.DOUBLE, converted(from, Lane.DOUBLE)) : from;
    return new Value(lane, wide.lane() == lane ? wide.slot() : converted(wide, lane), from.valid());
  }

  private int converted(Value from, Lane target) {
    String name =
        switch (target) {
          case INT -> "toInt";
          case LONG -> "toLong";
          case FLOAT -> "toFloat";
          default -> "toDouble";
        };
    return form.call(Room.CASTS, name, target, form.value(from.lane(), from.slot()));
  }
}
