package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.generate.Form.Room;
import java.lang.constant.ConstantDescs;

/** Notes the rows that conditions leave, for the loops behind. */
final class RowsCode implements SinkCode {
  private final Form form;
  private final int words;
  private final int[] kept;

  RowsCode(Form form, int steps) {
    this.form = form;
    this.words = Frame.kept(form.code);
    this.kept = new int[steps];
  }

  @Override
  public void begin() {}

  @Override
  public void take(int number, Step step, Expressions expressions, int rows) {
    kept[number] = step.set(rows);
  }

  @Override
  public void iterated() {
    form.invoke(
        Room.LANES,
        "keepBits",
        ConstantDescs.CD_void,
        form.joined(kept),
        form.words(words),
        form.row(Place.FIRST));
  }

  @Override
  public void end() {}
}
