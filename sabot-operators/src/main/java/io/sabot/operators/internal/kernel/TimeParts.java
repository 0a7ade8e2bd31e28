package io.sabot.operators.internal.kernel;

/** Parts of dates and times, one loop each. */
public enum TimeParts implements TimeKernel {
  YEAR {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.year(CivilDays.date(time.days[i]));
      }
    }
  },
  QUARTER {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = (CivilDays.month(CivilDays.date(time.days[i])) + 2L) / 3;
      }
    }
  },
  MONTH {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.month(CivilDays.date(time.days[i]));
      }
    }
  },
  DAY {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.dayOfMonth(CivilDays.date(time.days[i]));
      }
    }
  },
  DAY_OF_WEEK {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.dayOfWeek(time.days[i]);
      }
    }
  },
  DAY_OF_YEAR {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.dayOfYear(time.days[i]);
      }
    }
  },
  ISO_WEEK {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.isoWeek(time.days[i]);
      }
    }
  },
  ISO_YEAR {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = CivilDays.isoYear(time.days[i]);
      }
    }
  },
  HOUR {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = time.seconds[i] / 3_600;
      }
    }
  },
  MINUTE {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = time.seconds[i] / 60 % 60;
      }
    }
  },
  SECOND {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      for (int i = 0; i < count; i++) {
        to[i] = time.seconds[i] % 60;
      }
    }
  },
  MILLISECOND {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      ofMinute(time, count, 1_000, to);
    }
  },
  MICROSECOND {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      ofMinute(time, count, 1_000_000, to);
    }
  },
  NANOSECOND {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      ofMinute(time, count, 1_000_000_000, to);
    }
  },
  /** Since the epoch, on the clock of UTC. */
  EPOCH_SECOND {
    @Override
    void fill(TimeWindow time, int count, long[] to) {
      long perSecond = time.perSecond();
      for (int i = 0; i < count; i++) {
        to[i] = Math.floorDiv(time.counts[i], perSecond);
      }
    }
  };

  abstract void fill(TimeWindow time, int count, long[] to);

  @Override
  public void apply(TimeChunk chunk, long[] results) {
    fill(chunk.argument(0), chunk.count(), results);
  }

  /** Finer and coarser units than those of the type: of those behind the second, whole ones. */
  private static void ofMinute(TimeWindow time, int count, int wanted, long[] to) {
    int unit = (int) time.perSecond();
    int factor = Math.max(1, wanted / unit);
    int divisor = Math.max(1, unit / wanted);
    for (int i = 0; i < count; i++) {
      long fraction = (long) time.fractions[i] / divisor * factor;
      to[i] = time.seconds[i] % 60 * (long) wanted + fraction;
    }
  }
}
