package io.sabot.operators.internal.generate;

import io.sabot.expression.Function;
import io.sabot.operators.internal.generate.Form.Room;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The code of arithmetic. Integers that leave their type fail, where the row matters. */
final class Arithmetic {
  private final Step step;
  private final Form form;
  private final Function function;
  private final ArrowType type;
  private final Lane lane;
  private final int active;

  Arithmetic(Step step, Function function, ArrowType type, int active) {
    this.step = step;
    this.form = step.form;
    this.function = function;
    this.type = type;
    this.lane = Lane.known(type);
    this.active = active;
  }

  Value of(Value a, Value b) {
    String name =
        switch (function) {
          case PLUS -> "plus";
          case MINUS -> "minus";
          case TIMES -> "times";
          case DIV, INT_DIV -> "divide";
          default -> "remainder";
        };
    int valid = step.and(a.valid(), b.valid());
    int result =
        form.call(Room.STEPS, name, lane, form.value(lane, a.slot()), form.value(lane, b.slot()));
    if (lane.isInteger()) {
      check(name, a, b, result, valid);
    }
    return new Value(lane, result, valid);
  }

  private void check(String name, Value a, Value b, int result, int valid) {
    boolean division = function == Function.INT_DIV || function == Function.REM;
    Range range = Range.of(type);
    if (division) {
      step.fail(
          form.call(
              Room.STEPS,
              name + "Fails",
              Lane.BIT,
              form.value(lane, a.slot()),
              form.value(lane, b.slot())),
          active,
          valid);
    } else if (range.fills(lane)) {
      step.fail(
          form.call(
              Room.STEPS,
              name + "Fails",
              Lane.BIT,
              form.value(lane, a.slot()),
              form.value(lane, b.slot()),
              form.value(lane, result)),
          active,
          valid);
    }
    if (!range.fills(lane)) {
      step.fail(outside(result, range), active, valid);
    }
  }

  Value negated(Value a) {
    int result = form.call(Room.STEPS, "negate", lane, form.value(lane, a.slot()));
    if (lane.isInteger()) {
      Range range = Range.of(type);
      Range mirrored = new Range(-range.high(), range.high());
      step.fail(outside(a.slot(), mirrored), active, a.valid());
    }
    return new Value(lane, result, a.valid());
  }

  private int outside(int slot, Range range) {
    return form.call(
        Room.STEPS,
        "outside",
        Lane.BIT,
        form.value(lane, slot),
        form.number(lane, range.low()),
        form.number(lane, range.high()));
  }
}
