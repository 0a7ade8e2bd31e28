package io.sabot.operators.internal.kernel;

import io.sabot.expression.CalendarUnit;

/**
 * Whole units from one time to another of the same type, toward zero. Days and larger units count
 * by the calendar and the clock; smaller ones by what has passed.
 */
public record TimeDifference(CalendarUnit unit) implements TimeKernel {
  @Override
  public void apply(TimeChunk chunk, long[] results) {
    TimeWindow from = chunk.argument(0);
    TimeWindow to = chunk.argument(1);
    if (!unit.isOfCalendar()) {
      passed(from, to, chunk, results);
    } else if (unit.months() > 0) {
      months(from, to, chunk.count(), results);
    } else {
      for (int i = 0; i < chunk.count(); i++) {
        results[i] = (lastDay(from, to, i) - from.days[i]) / unit.days();
      }
    }
  }

  /** The day up to which whole days have passed. */
  private static long lastDay(TimeWindow from, TimeWindow to, int i) {
    int order = Integer.compare(to.seconds[i], from.seconds[i]);
    if (order == 0) {
      order = Integer.compare(to.fractions[i], from.fractions[i]);
    }
    int direction = Long.compare(to.days[i], from.days[i]);
    return direction != 0 && order == -direction ? to.days[i] - direction : to.days[i];
  }

  private void months(TimeWindow from, TimeWindow to, int count, long[] results) {
    int months = unit.months();
    for (int i = 0; i < count; i++) {
      long start = position(CivilDays.date(from.days[i]));
      long end = position(CivilDays.date(lastDay(from, to, i)));
      results[i] = (end - start) / 32 / months;
    }
  }

  /** Months and days in one number, as if each month had 32. */
  private static long position(long date) {
    long month = CivilDays.year(date) * 12 + CivilDays.month(date);
    return month * 32 + CivilDays.dayOfMonth(date);
  }

  private void passed(TimeWindow from, TimeWindow to, TimeChunk chunk, long[] results) {
    long perSecond = from.perSecond();
    long wantedPerSecond = 1_000_000_000 / unit.nanoseconds();
    long secondsPerUnit = Math.max(1, unit.nanoseconds() / 1_000_000_000);
    for (int i = 0; i < chunk.count(); i++) {
      long seconds = to.second(i) - from.second(i);
      long fraction = (long) to.fractions[i] - from.fractions[i];
      // Both with one sign, so that each is cut toward zero.
      int borrow = seconds > 0 && fraction < 0 ? 1 : seconds < 0 && fraction > 0 ? -1 : 0;
      seconds -= borrow;
      fraction += borrow * perSecond;
      if (wantedPerSecond == 0 || secondsPerUnit > 1) {
        results[i] = seconds / secondsPerUnit;
        continue;
      }
      long parts =
          wantedPerSecond >= perSecond
              ? fraction * (wantedPerSecond / perSecond)
              : fraction / (perSecond / wantedPerSecond);
      long whole = seconds * wantedPerSecond;
      long sum = whole + parts;
      boolean fits =
          Math.multiplyHigh(seconds, wantedPerSecond) == whole >> 63
              && ((whole ^ sum) & (parts ^ sum)) >= 0;
      if (!fits) {
        chunk.fail(i);
      }
      results[i] = sum;
    }
  }
}
