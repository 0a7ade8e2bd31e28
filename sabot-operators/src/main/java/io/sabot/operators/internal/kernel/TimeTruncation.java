package io.sabot.operators.internal.kernel;

import io.sabot.expression.CalendarUnit;
import io.sabot.operators.internal.kernel.TimeWindow.Resolution;
import java.util.Arrays;

/**
 * Times cut to a unit, on the clock and in the calendar of their zone.
 *
 * @param unit no finer than the unit of the type
 */
public record TimeTruncation(CalendarUnit unit) implements TimeKernel {
  @Override
  public void apply(TimeChunk chunk, long[] results) {
    TimeWindow time = chunk.argument(0);
    int count = chunk.count();
    if (unit.isOfCalendar()) {
      days(time.days, count);
      Arrays.fill(time.seconds, 0, count, 0);
      Arrays.fill(time.fractions, 0, count, 0);
      time.put(chunk, Resolution.FIRST, results);
    } else {
      clock(time, count);
      time.put(chunk, Resolution.SAME_OFFSET, results);
    }
  }

  private void days(long[] days, int count) {
    switch (unit) {
      case YEAR -> {
        for (int i = 0; i < count; i++) {
          days[i] = CivilDays.day(CivilDays.year(CivilDays.date(days[i])), 1, 1);
        }
      }
      case QUARTER -> {
        for (int i = 0; i < count; i++) {
          long date = CivilDays.date(days[i]);
          int first = (CivilDays.month(date) - 1) / 3 * 3 + 1;
          days[i] = CivilDays.day(CivilDays.year(date), first, 1);
        }
      }
      case MONTH -> {
        for (int i = 0; i < count; i++) {
          days[i] += 1 - CivilDays.dayOfMonth(CivilDays.date(days[i]));
        }
      }
      case WEEK -> {
        for (int i = 0; i < count; i++) {
          days[i] += 1 - CivilDays.dayOfWeek(days[i]);
        }
      }
      default -> {}
    }
  }

  private void clock(TimeWindow time, int count) {
    switch (unit) {
      case HOUR -> {
        for (int i = 0; i < count; i++) {
          time.seconds[i] -= time.seconds[i] % 3_600;
        }
        Arrays.fill(time.fractions, 0, count, 0);
      }
      case MINUTE -> {
        for (int i = 0; i < count; i++) {
          time.seconds[i] -= time.seconds[i] % 60;
        }
        Arrays.fill(time.fractions, 0, count, 0);
      }
      default -> {
        int units = (int) time.units(unit.nanoseconds());
        for (int i = 0; i < count; i++) {
          time.fractions[i] -= time.fractions[i] % units;
        }
      }
    }
  }
}
