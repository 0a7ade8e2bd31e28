package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a function of times for a few neighbouring rows: as counts of its unit and, where
 * it is a time, as days, seconds of the day and what is left. Instants are shown on the clock of
 * their zone. Moved along by {@link TimeChunk}.
 */
public final class TimeWindow {
  /** Rows of a window at most; a multiple of 64. */
  public static final int ROWS = 1024;

  static final int DAY_SECONDS = 86_400;

  /** What the counts mean. */
  public enum Meaning {
    /** Numbers. */
    COUNT,
    /** Whole days, in units of which some make a day. */
    DAYS,
    /** Units within a day. */
    CLOCK,
    /** Units since the epoch. */
    TIMESTAMP
  }

  private final MemorySegment values;
  private final int width;
  private final int stride;
  private final Meaning meaning;
  private final long perDay;
  private final @Nullable ZoneCursor zone;

  final long[] counts;
  final long[] days;
  final int[] seconds;

  /** Units of the type behind the whole second. */
  final int[] fractions;

  /** Seconds ahead of UTC, of instants only. */
  final int[] offsets;

  /**
   * A window over values.
   *
   * @param width of a value, 4 or 8 bytes
   * @param stride 0 where the first value stands for all rows
   * @param perDay units in a day
   * @param zone of instants, or null
   * @param rows how many there are to go through
   */
  public TimeWindow(
      MemorySegment values,
      int width,
      int stride,
      Meaning meaning,
      long perDay,
      @Nullable ZoneTable zone,
      int rows) {
    this.values = values;
    this.width = width;
    this.stride = stride;
    this.meaning = meaning;
    this.perDay = perDay;
    this.zone = zone == null ? null : new ZoneCursor(zone);
    int capacity = Math.min(ROWS, Math.max(1, rows));
    boolean time = meaning != Meaning.COUNT;
    counts = new long[capacity];
    days = new long[time ? capacity : 0];
    seconds = new int[time ? capacity : 0];
    fractions = new int[time ? capacity : 0];
    offsets = new int[zone == null ? 0 : capacity];
  }

  boolean isClock() {
    return meaning == Meaning.CLOCK;
  }

  /** Whether a count is within the years Java counts; only seconds reach further. */
  boolean isInCalendar(long count) {
    return perDay != DAY_SECONDS || ZoneKernels.isInCalendar(count);
  }

  /** Seconds since the epoch, on the clock of UTC. */
  long second(int i) {
    long local = days[i] * DAY_SECONDS + seconds[i];
    return zone == null ? local : local - offsets[i];
  }

  /** How many units a length is, which is no part of one. */
  long units(long nanoseconds) {
    return nanoseconds / (1_000_000_000 / perSecond());
  }

  long perSecond() {
    return perDay / DAY_SECONDS;
  }

  /** Reads rows; those past the calendar are marked as failed. */
  void load(int first, int count, TimeChunk chunk) {
    read(first, count);
    switch (meaning) {
      case COUNT -> {}
      case DAYS -> divide(count);
      case CLOCK -> {
        split(count);
        wrap(count);
      }
      case TIMESTAMP -> {
        if (perDay == DAY_SECONDS) {
          check(count, chunk);
        }
        split(count);
        if (zone != null) {
          move(zone, count);
        }
      }
    }
  }

  private void read(int first, int count) {
    if (stride == 0) {
      long value = width == 4 ? values.get(Memory.INT, 0) : values.get(Memory.LONG, 0);
      Arrays.fill(counts, 0, count, value);
    } else if (width == 8) {
      MemorySegment.copy(values, Memory.LONG, (long) first << 3, counts, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        counts[i] = values.get(Memory.INT, (long) first + i << 2);
      }
    }
  }

  private void divide(int count) {
    if (perDay == 1) {
      System.arraycopy(counts, 0, days, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      days[i] = Math.floorDiv(counts[i], perDay);
    }
  }

  /** What lies past the calendar becomes the epoch, so that arithmetic stays within bounds. */
  private void check(int count, TimeChunk chunk) {
    for (int i = 0; i < count; i++) {
      if (!ZoneKernels.isInCalendar(counts[i])) {
        chunk.fail(i);
        counts[i] = 0;
      }
    }
  }

  /** One loop per unit: division by a constant is a multiplication. */
  private void split(int count) {
    switch ((int) perSecond()) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          put(i, counts[i], 0);
        }
      }
      case 1_000 -> {
        for (int i = 0; i < count; i++) {
          long second = Math.floorDiv(counts[i], 1_000L);
          put(i, second, (int) (counts[i] - second * 1_000));
        }
      }
      case 1_000_000 -> {
        for (int i = 0; i < count; i++) {
          long second = Math.floorDiv(counts[i], 1_000_000L);
          put(i, second, (int) (counts[i] - second * 1_000_000));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          long second = Math.floorDiv(counts[i], 1_000_000_000L);
          put(i, second, (int) (counts[i] - second * 1_000_000_000));
        }
      }
    }
  }

  private void put(int i, long second, int fraction) {
    long day = Math.floorDiv(second, (long) DAY_SECONDS);
    days[i] = day;
    seconds[i] = (int) (second - day * DAY_SECONDS);
    fractions[i] = fraction;
  }

  /** A clock knows no days. */
  private void wrap(int count) {
    Arrays.fill(days, 0, count, 0);
  }

  private void move(ZoneCursor cursor, int count) {
    for (int i = 0; i < count; i++) {
      int offset = cursor.offset(days[i] * DAY_SECONDS + seconds[i]);
      offsets[i] = offset;
      int local = seconds[i] + offset;
      // Less than a day ahead or behind.
      int day = local < 0 ? -1 : local >= DAY_SECONDS ? 1 : 0;
      days[i] += day;
      seconds[i] = local - day * DAY_SECONDS;
    }
  }

  /** How local time that a clock shows twice, or not at all, becomes an instant. */
  enum Resolution {
    /** With the offset of before where that is possible; out of a gap by its length. */
    SAME_OFFSET,
    /** As the first instant that is not before it. */
    FIRST
  }

  /** Makes counts of what days, seconds and fractions were changed to. */
  void put(TimeChunk chunk, Resolution resolution, long[] results) {
    int count = chunk.count();
    switch (meaning) {
      case COUNT -> throw new IllegalStateException("not a time");
      case DAYS -> {
        for (int i = 0; i < count; i++) {
          results[i] = exact(days[i], perDay, 0, i, chunk);
        }
        checkWidth(results, chunk);
      }
      case CLOCK -> {
        for (int i = 0; i < count; i++) {
          results[i] = seconds[i] * perSecond() + fractions[i];
        }
      }
      case TIMESTAMP -> timestamps(chunk, resolution, results);
    }
  }

  private void timestamps(TimeChunk chunk, Resolution resolution, long[] results) {
    long perSecond = perSecond();
    for (int i = 0; i < chunk.count(); i++) {
      long second = days[i] * DAY_SECONDS + seconds[i];
      if (zone != null) {
        second =
            resolution == Resolution.FIRST
                ? zone.firstInstant(second)
                : zone.instant(second, offsets[i]);
      }
      results[i] = exact(second, perSecond, fractions[i], i, chunk);
      if (!ZoneKernels.isInCalendar(second)) {
        chunk.fail(i);
      }
    }
  }

  /** Negative numbers reach down to a fraction that only fits with the second behind it. */
  private static long exact(long second, long factor, int fraction, int row, TimeChunk chunk) {
    long whole = second >> 63;
    long near = second - whole;
    long product = near * factor;
    long result = product + (fraction + whole * factor);
    boolean overflow = Math.multiplyHigh(near, factor) != product >> 63;
    if (overflow || result >> 63 != whole) {
      chunk.fail(row);
    }
    return result;
  }

  private void checkWidth(long[] results, TimeChunk chunk) {
    for (int i = 0; width == 4 && i < chunk.count(); i++) {
      if (results[i] != (int) results[i]) {
        chunk.fail(i);
      }
    }
  }
}
