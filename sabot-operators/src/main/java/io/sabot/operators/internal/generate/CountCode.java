package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;
import static io.sabot.operators.internal.generate.Value.NEVER;

import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.generate.Form.Room;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import org.jspecify.annotations.Nullable;

/** Counts rows, or those in which an argument is not null. */
final class CountCode implements SinkCode {
  private final @Nullable BoundExpression argument;
  private final int index;
  private final Form form;
  private final int count;

  CountCode(@Nullable BoundExpression argument, int index, Form form) {
    this.argument = argument;
    this.index = index;
    this.form = form;
    this.count = form.code.allocateLocal(TypeKind.INT);
  }

  @Override
  public void begin() {
    form.code.iconst_0().istore(count);
  }

  @Override
  public void take(int number, Step step, Expressions expressions, int rows) {
    add(argument == null ? rows : step.and(rows, expressions.valid(argument, rows)));
  }

  /** Counts a set of rows. */
  void add(int rows) {
    if (rows == ALWAYS) {
      form.code.iinc(count, form.lanes());
    } else if (rows != NEVER) {
      form.invoke(Room.STEPS, "count", ConstantDescs.CD_int, form.bits(rows));
      form.code.iload(count).iadd().istore(count);
    }
  }

  @Override
  public void iterated() {}

  @Override
  public void end() {
    Frame.count(form.code, index);
    form.code.iload(count).i2l().lastore();
  }
}
