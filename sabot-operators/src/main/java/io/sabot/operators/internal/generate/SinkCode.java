package io.sabot.operators.internal.generate;

/**
 * The code of one sink within one method. Steps of an iteration are numbered: what they add up,
 * they add up apart, so that none waits for the one before it.
 */
interface SinkCode {
  /** Before the loop. */
  void begin();

  /**
   * Within a step.
   *
   * @param number of the step within its iteration
   * @param rows those that the conditions leave
   */
  void take(int number, Step step, Expressions expressions, int rows);

  /** Behind the last step of an iteration. */
  void iterated();

  /** Behind the loop. */
  void end();

  /** The code of a sink in a method of this shape. */
  static SinkCode of(Sink sink, int index, Form form, int steps) {
    return switch (sink) {
      case Sink.Output output -> new OutputCode(output.argument(), index, form, steps);
      case Sink.Rows rows -> new RowsCode(form, steps);
      case Sink.Count count -> new CountCode(count.argument(), index, form);
      case Sink.Sum sum -> SumCode.of(sum.argument(), index, form, steps);
      case Sink.Extreme extreme -> new ExtremeCode(extreme, index, form, steps);
    };
  }
}
