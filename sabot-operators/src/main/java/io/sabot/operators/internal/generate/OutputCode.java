package io.sabot.operators.internal.generate;

import io.sabot.batch.Layout;
import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.generate.Form.Room;
import java.lang.constant.ConstantDescs;

/** Writes a value per row, and whether it is null where it can be. */
final class OutputCode implements SinkCode {
  private final BoundExpression argument;
  private final Form form;
  private final Lane lane;
  private final int result;
  private final int bitmap;

  /** Sets of rows by step, written together: a step may have fewer rows than a byte has bits. */
  private final int[] truths;

  private final int[] valid;

  OutputCode(BoundExpression argument, int index, Form form, int steps) {
    this.argument = argument;
    this.form = form;
    this.lane = Lane.known(argument.type());
    this.result = Frame.segment(form.code, "results", index);
    this.bitmap = argument.nullable() ? Frame.segment(form.code, "bitmaps", index) : -1;
    this.truths = new int[steps];
    this.valid = new int[steps];
  }

  @Override
  public void begin() {}

  @Override
  public void take(int number, Step step, Expressions expressions, int rows) {
    Value value = expressions.of(argument, rows);
    if (lane == Lane.BIT) {
      truths[number] = value.slot();
    } else {
      form.invoke(
          Room.LANES,
          store(),
          ConstantDescs.CD_void,
          form.value(lane, value.slot()),
          form.memory(result),
          step.at(result, Layout.width(argument.type())));
    }
    if (argument.nullable()) {
      valid[number] = step.set(value.valid());
    }
  }

  private String store() {
    return lane.isInteger()
        ? "storeInt" + Range.bits(argument.type())
        : "store" + Expressions.Layouts.name(argument.type());
  }

  @Override
  public void iterated() {
    if (lane == Lane.BIT) {
      write(truths, result);
    }
    if (argument.nullable()) {
      write(valid, bitmap);
    }
  }

  private void write(int[] sets, int segment) {
    if (form.lanes() == 1) {
      form.invoke(
          Room.LANES,
          "storeBit",
          ConstantDescs.CD_void,
          form.bits(sets[0]),
          form.memory(segment),
          form.at(segment, Place.FIRST, 0),
          form.row(Place.FIRST));
      return;
    }
    int rows = form.lanes() * sets.length;
    form.invoke(
        Room.LANES,
        "storeBits" + rows,
        ConstantDescs.CD_void,
        form.joined(sets),
        form.memory(segment),
        form.at(segment, Place.FIRST, 0));
  }

  @Override
  public void end() {}
}
