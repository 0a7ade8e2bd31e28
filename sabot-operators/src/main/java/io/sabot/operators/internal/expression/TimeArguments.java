package io.sabot.operators.internal.expression;

import io.sabot.operators.internal.kernel.TimeWindow;
import io.sabot.operators.internal.kernel.TimeWindow.Meaning;
import io.sabot.operators.internal.kernel.ZoneTable;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Operands as kernels of times read them. */
final class TimeArguments {
  private TimeArguments() {}

  static TimeWindow[] windows(Operand[] operands, int length) {
    TimeWindow[] windows = new TimeWindow[operands.length];
    for (int i = 0; i < operands.length; i++) {
      windows[i] = window(operands[i], length);
    }
    return windows;
  }

  /** A window over an operand, which must outlive it. */
  static TimeWindow window(Operand operand, int length) {
    ArrowType type = operand.column().field().getType();
    Meaning meaning = meaning(type);
    return new TimeWindow(
        operand.values(),
        Lane.width(type),
        operand.stride(),
        meaning,
        meaning == Meaning.COUNT ? 1 : TimeUnits.perDay(type),
        TimeUnits.isInstant(type) ? ZoneTable.of(TimeUnits.zone(type)) : null,
        length);
  }

  /** What the counts of a type mean. */
  static Meaning meaning(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> Meaning.DAYS;
      case ArrowType.Time t -> Meaning.CLOCK;
      case ArrowType.Timestamp t -> Meaning.TIMESTAMP;
      default -> Meaning.COUNT;
    };
  }
}
