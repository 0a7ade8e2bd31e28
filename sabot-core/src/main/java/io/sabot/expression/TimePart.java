package io.sabot.expression;

/** What {@link TemporalMethods#extract} takes out of a time. */
public enum TimePart {
  YEAR(Function.YEAR),
  QUARTER(Function.QUARTER),
  MONTH(Function.MONTH),
  DAY(Function.DAY),
  DAY_OF_WEEK(Function.DAY_OF_WEEK),
  DAY_OF_YEAR(Function.DAY_OF_YEAR),
  ISO_WEEK(Function.ISO_WEEK),
  ISO_YEAR(Function.ISO_YEAR),
  HOUR(Function.HOUR),
  MINUTE(Function.MINUTE),
  SECOND(Function.SECOND),
  MILLISECOND(Function.MILLISECOND),
  MICROSECOND(Function.MICROSECOND),
  NANOSECOND(Function.NANOSECOND),
  EPOCH_SECOND(Function.EPOCH_SECOND);

  private final Function function;

  TimePart(Function function) {
    this.function = function;
  }

  /** The function that gives it. */
  public Function function() {
    return function;
  }
}
