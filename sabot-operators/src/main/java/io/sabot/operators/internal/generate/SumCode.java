package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;

import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.generate.Form.Room;

/**
 * Adds up within a block, which is short enough that nothing overflows: 64-bit integers in two
 * halves, narrower ones as they are, floats as doubles.
 */
final class SumCode implements SinkCode {
  private final BoundExpression argument;
  private final int index;
  private final Form form;
  private final Lane lane;

  /** What is added up: the value, or its upper and lower half. */
  private final String[] parts;

  /** By part and step. */
  private final int[][] sums;

  private final int zero;
  private final CountCode count;

  private SumCode(
      BoundExpression argument, int index, Form form, Lane lane, String[] parts, int steps) {
    this.argument = argument;
    this.index = index;
    this.form = form;
    this.lane = lane;
    this.parts = parts;
    this.sums = new int[parts.length][steps];
    this.zero = form.code.allocateLocal(form.kind(lane));
    this.count = new CountCode(null, index, form);
  }

  static SumCode of(BoundExpression argument, int index, Form form, int steps) {
    Lane own = Lane.known(argument.type());
    boolean wide = own == Lane.LONG && Range.of(argument.type()).fills(Lane.LONG);
    String[] parts = wide ? new String[] {"lower", "upper"} : new String[] {""};
    return new SumCode(
        argument, index, form, own.isFloat() ? Lane.DOUBLE : Lane.LONG, parts, steps);
  }

  @Override
  public void begin() {
    count.begin();
    form.callInto(
        zero, Room.LANES, Expressions.Layouts.constant(lane), lane, form.number(Lane.LONG, 0));
    for (int[] part : sums) {
      for (int i = 0; i < part.length; i++) {
        part[i] = form.code.allocateLocal(form.kind(lane));
        form.code.loadLocal(form.kind(lane), zero).storeLocal(form.kind(lane), part[i]);
      }
    }
  }

  @Override
  public void take(int number, Step step, Expressions expressions, int rows) {
    Value value = expressions.of(argument, rows);
    int counted = step.and(rows, value.valid());
    count.add(counted);
    if (counted == Value.NEVER) {
      return;
    }
    int wide =
        value.lane() == lane
            ? value.slot()
            : form.call(
                Room.CASTS,
                lane == Lane.LONG ? "toLong" : "toDouble",
                lane,
                form.value(value.lane(), value.slot()));
    for (int part = 0; part < parts.length; part++) {
      int addend =
          parts.length == 1
              ? wide
              : form.call(Room.SUMS, parts[part], lane, form.value(lane, wide));
      if (counted != ALWAYS) {
        addend = step.blend(lane, zero, addend, counted);
      }
      add(sums[part][number], addend);
    }
  }

  private void add(int sum, int addend) {
    form.callInto(sum, Room.STEPS, "plus", lane, form.value(lane, addend), form.value(lane, sum));
  }

  @Override
  public void iterated() {}

  @Override
  public void end() {
    count.end();
    for (int part = 0; part < parts.length; part++) {
      for (int i = 1; i < sums[part].length; i++) {
        add(sums[part][0], sums[part][i]);
      }
      String array = lane == Lane.DOUBLE ? "doubles" : part == 0 ? "longs" : "uppers";
      form.give(lane, sums[part][0], array, index);
    }
  }
}
