package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.NEVER;

import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.Types;
import io.sabot.operators.internal.generate.Form.Room;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The code of casts. What does not fit fails, or is null where the cast is lenient. */
final class Conversion {
  private final Step step;
  private final Form form;

  /** Rows on which the value does not fit. */
  private int unfit = NEVER;

  Conversion(Step step) {
    this.step = step;
    this.form = step.form;
  }

  Value of(BoundCast cast, Value from, int active) {
    int slot = convert(cast.argument().type(), from, cast.type());
    Lane lane = Lane.known(cast.type());
    if (cast.lenient()) {
      return new Value(lane, slot, step.without(from.valid(), unfit));
    }
    step.fail(unfit, active, from.valid());
    return new Value(lane, slot, from.valid());
  }

  private int convert(ArrowType type, Value from, ArrowType to) {
    Lane target = Lane.known(to);
    if (Types.isTemporal(type) || Types.isTemporal(to)) {
      return from.slot();
    }
    return switch (from.lane()) {
      case BIT -> target == Lane.BIT ? from.slot() : number(cast("toInt", Lane.INT, from), target);
      case INT, LONG -> integer(type, from, to, target);
      case FLOAT ->
          target == Lane.FLOAT
              ? from.slot()
              : real(Value.of(Lane.DOUBLE, cast("toDouble", Lane.DOUBLE, from)), to, target);
      case DOUBLE -> real(from, to, target);
    };
  }

  private int cast(String name, Lane lane, Value from) {
    return form.call(Room.CASTS, name, lane, form.value(from.lane(), from.slot()));
  }

  /** An integer of 32 bits that fits. */
  private int number(int slot, Lane target) {
    Value value = Value.of(Lane.INT, slot);
    return target == Lane.INT ? slot : cast(name(target), target, value);
  }

  private static String name(Lane target) {
    return switch (target) {
      case BIT -> "nonZero";
      case INT -> "toInt";
      case LONG -> "toLong";
      case FLOAT -> "toFloat";
      case DOUBLE -> "toDouble";
    };
  }

  private int integer(ArrowType type, Value from, ArrowType to, Lane target) {
    if (target.isInteger() && !Range.of(to).contains(Range.of(type))) {
      Range range = Range.of(to);
      long low = Math.max(range.low(), Range.of(type).low());
      long high = Math.min(range.high(), Range.of(type).high());
      unfit = outside(from, low, high);
    }
    return from.lane() == target ? from.slot() : cast(name(target), target, from);
  }

  private int outside(Value from, long low, long high) {
    return form.call(
        Room.STEPS,
        "outside",
        Lane.BIT,
        form.value(from.lane(), from.slot()),
        form.number(from.lane(), low),
        form.number(from.lane(), high));
  }

  private int real(Value from, ArrowType to, Lane target) {
    if (target == Lane.DOUBLE) {
      return from.slot();
    }
    if (!target.isInteger()) {
      return cast(name(target), target, from);
    }
    Range range = Range.of(to);
    unfit =
        range.fills(Lane.LONG)
            ? form.call(Room.STEPS, "outsideLong", Lane.BIT, form.value(Lane.DOUBLE, from.slot()))
            : form.call(
                Room.STEPS,
                "outside",
                Lane.BIT,
                form.value(Lane.DOUBLE, from.slot()),
                form.number((double) range.low() - 1),
                form.number((double) range.high() + 1));
    return cast(name(target), target, from);
  }
}
