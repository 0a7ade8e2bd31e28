package io.sabot.operators.internal.kernel;

/** Dates and timestamps from the numbers they are made of. */
public enum TimeAssembly implements TimeKernel {
  /** Year, month, day to days of 32 bits. */
  DATE {
    @Override
    public void apply(TimeChunk chunk, long[] results) {
      for (int i = 0; i < chunk.count(); i++) {
        results[i] = day(chunk, i);
        if (results[i] != (int) results[i]) {
          chunk.fail(i);
        }
      }
    }
  },
  /** Year, month, day, hour, minute, second to microseconds. */
  TIMESTAMP {
    @Override
    public void apply(TimeChunk chunk, long[] results) {
      long[] hours = chunk.argument(3).counts;
      long[] minutes = chunk.argument(4).counts;
      long[] seconds = chunk.argument(5).counts;
      for (int i = 0; i < chunk.count(); i++) {
        long second = day(chunk, i) * TimeWindow.DAY_SECONDS;
        boolean exists =
            isBelow(hours[i], 24)
                && isBelow(minutes[i], 60)
                && isBelow(seconds[i], 60)
                && Math.abs(second) < LARGEST;
        if (!exists) {
          chunk.fail(i);
        }
        results[i] = (second + hours[i] * 3_600 + minutes[i] * 60 + seconds[i]) * 1_000_000;
      }
    }
  };

  /** Seconds whose microseconds surely fit 64 bits, a day on top included. */
  private static final long LARGEST = Long.MAX_VALUE / 1_000_000 - TimeWindow.DAY_SECONDS;

  private static boolean isBelow(long value, int limit) {
    return value >= 0 && value < limit;
  }

  private static long day(TimeChunk chunk, int i) {
    long year = chunk.argument(0).counts[i];
    long month = chunk.argument(1).counts[i];
    long day = chunk.argument(2).counts[i];
    boolean exists =
        year >= -999_999_999
            && year <= 999_999_999
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= CivilDays.lengthOfMonth(year, (int) month);
    if (!exists) {
      chunk.fail(i);
      return 0;
    }
    return CivilDays.day(year, (int) month, (int) day);
  }
}
