package io.sabot.operators.internal.kernel;

import io.sabot.expression.CalendarUnit;
import io.sabot.operators.internal.kernel.TimeWindow.Resolution;

/**
 * Times moved by a count of units. Days and larger units move the date and keep what the clock
 * shows; months end where they end. Smaller units move the instant.
 */
public record TimeShift(CalendarUnit unit) implements TimeKernel {
  /** No type of time reaches that many months. */
  private static final long LARGEST = 1L << 40;

  @Override
  public void apply(TimeChunk chunk, long[] results) {
    TimeWindow time = chunk.argument(0);
    long[] steps = chunk.argument(1).counts;
    if (!unit.isOfCalendar()) {
      ticks(time, steps, chunk, results);
      return;
    }
    for (int i = 0; i < chunk.count(); i++) {
      if (steps[i] < -LARGEST || steps[i] > LARGEST) {
        chunk.fail(i);
        steps[i] = 0;
      }
    }
    if (unit.months() > 0) {
      months(time.days, steps, unit.months(), chunk.count());
    } else {
      days(time.days, steps, unit.days(), chunk.count());
    }
    time.put(chunk, Resolution.SAME_OFFSET, results);
  }

  private static void days(long[] days, long[] steps, int factor, int count) {
    for (int i = 0; i < count; i++) {
      days[i] += steps[i] * factor;
    }
  }

  private static void months(long[] days, long[] steps, int factor, int count) {
    for (int i = 0; i < count; i++) {
      long date = CivilDays.date(days[i]);
      long months = CivilDays.year(date) * 12 + CivilDays.month(date) - 1 + steps[i] * factor;
      long year = Math.floorDiv(months, 12L);
      int month = (int) (months - year * 12) + 1;
      int day = Math.min(CivilDays.dayOfMonth(date), CivilDays.lengthOfMonth(year, month));
      days[i] = CivilDays.day(year, month, day);
    }
  }

  private void ticks(TimeWindow time, long[] steps, TimeChunk chunk, long[] results) {
    long ticks = time.units(unit.nanoseconds());
    if (time.isClock()) {
      around(time, steps, ticks, chunk.count(), results);
      return;
    }
    for (int i = 0; i < chunk.count(); i++) {
      long by = steps[i] * ticks;
      long moved = time.counts[i] + by;
      boolean fits =
          Math.multiplyHigh(steps[i], ticks) == by >> 63
              && ((time.counts[i] ^ moved) & (by ^ moved)) >= 0;
      if (!fits || !time.isInCalendar(moved)) {
        chunk.fail(i);
      }
      results[i] = moved;
    }
  }

  /** Behind midnight a clock begins anew. */
  private static void around(
      TimeWindow clock, long[] steps, long ticks, int count, long[] results) {
    long perDay = clock.perSecond() * TimeWindow.DAY_SECONDS;
    long stepsPerDay = perDay / ticks;
    for (int i = 0; i < count; i++) {
      long by = steps[i] % stepsPerDay * ticks;
      results[i] = Math.floorMod(Math.floorMod(clock.counts[i], perDay) + by, perDay);
    }
  }
}
