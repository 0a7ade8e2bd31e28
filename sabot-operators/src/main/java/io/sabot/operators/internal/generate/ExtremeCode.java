package io.sabot.operators.internal.generate;

import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.generate.Form.Room;

/** Keeps the least or the greatest value; NaN is largest. */
final class ExtremeCode implements SinkCode {
  private final BoundExpression argument;
  private final boolean least;
  private final int index;
  private final Form form;
  private final Lane lane;
  private final int[] best;
  private final CountCode count;

  ExtremeCode(Sink.Extreme extreme, int index, Form form, int steps) {
    this.argument = extreme.argument();
    this.least = extreme.end() == Sink.End.LEAST;
    this.index = index;
    this.form = form;
    this.lane = Lane.known(argument.type());
    this.best = new int[steps];
    this.count = new CountCode(null, index, form);
  }

  /** What every value replaces, or equals. */
  private long worst() {
    return switch (lane) {
      case INT -> least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
      case FLOAT -> Float.floatToIntBits(least ? Float.NaN : Float.NEGATIVE_INFINITY);
      case DOUBLE -> Double.doubleToLongBits(least ? Double.NaN : Double.NEGATIVE_INFINITY);
      default -> least ? Long.MAX_VALUE : Long.MIN_VALUE;
    };
  }

  @Override
  public void begin() {
    count.begin();
    for (int i = 0; i < best.length; i++) {
      best[i] =
          form.call(
              Room.LANES,
              Expressions.Layouts.constant(lane),
              lane,
              form.number(Lane.LONG, worst()));
    }
  }

  @Override
  public void take(int number, Step step, Expressions expressions, int rows) {
    Value value = expressions.of(argument, rows);
    int counted = step.and(rows, value.valid());
    count.add(counted);
    if (counted != Value.NEVER) {
      replace(best[number], value.slot(), step, counted);
    }
  }

  private void replace(int kept, int other, Step step, int rows) {
    int less = least ? less(other, kept) : less(kept, other);
    blendInto(kept, other, step.and(less, rows));
  }

  private int less(int a, int b) {
    return form.call(Room.STEPS, "less", Lane.BIT, form.value(lane, a), form.value(lane, b));
  }

  private void blendInto(int kept, int other, int rows) {
    form.callInto(
        kept,
        Room.STEPS,
        "replace",
        lane,
        form.value(lane, kept),
        form.value(lane, other),
        form.bits(rows));
  }

  @Override
  public void iterated() {}

  @Override
  public void end() {
    count.end();
    for (int i = 1; i < best.length; i++) {
      blendInto(best[0], best[i], least ? less(best[i], best[0]) : less(best[0], best[i]));
    }
    String array =
        switch (lane) {
          case FLOAT -> "floats";
          case DOUBLE -> "doubles";
          case INT -> "ints";
          default -> "longs";
        };
    form.give(lane, best[0], array, index);
  }
}
