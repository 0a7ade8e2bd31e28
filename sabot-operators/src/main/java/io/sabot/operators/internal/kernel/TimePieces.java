package io.sabot.operators.internal.kernel;

/** Days and times of day out of longer times. */
public enum TimePieces implements TimeKernel {
  /** The last day of its month, as days of 32 bits. */
  LAST_DAY {
    @Override
    public void apply(TimeChunk chunk, long[] results) {
      long[] days = chunk.argument(0).days;
      for (int i = 0; i < chunk.count(); i++) {
        long date = CivilDays.date(days[i]);
        int length = CivilDays.lengthOfMonth(CivilDays.year(date), CivilDays.month(date));
        results[i] = days[i] - CivilDays.dayOfMonth(date) + length;
        if (results[i] != (int) results[i]) {
          chunk.fail(i);
        }
      }
    }
  },
  /** What the clock shows, in the unit of the argument. */
  TIME_OF_DAY {
    @Override
    public void apply(TimeChunk chunk, long[] results) {
      TimeWindow time = chunk.argument(0);
      long perSecond = time.perSecond();
      for (int i = 0; i < chunk.count(); i++) {
        results[i] = time.seconds[i] * perSecond + time.fractions[i];
      }
    }
  }
}
