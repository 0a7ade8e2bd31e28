package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Instants to the clock of a zone and back, in place. */
public final class ZoneKernels {
  /** The years Java counts, in seconds. */
  static final long FIRST_SECOND = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);

  static final long LAST_SECOND = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);

  private ZoneKernels() {}

  /** Whether Java counts that far. */
  static boolean isInCalendar(long second) {
    return second >= FIRST_SECOND && second <= LAST_SECOND;
  }

  /** Rows that leave their range lose their bit in {@code ok}; whether none did. */
  public static boolean toLocal(
      MemorySegment values, long perSecond, ZoneTable zone, int length, MemorySegment ok) {
    ZoneCursor cursor = new ZoneCursor(zone);
    boolean all = true;
    for (int row = 0; row < length; row++) {
      long value = values.get(Memory.LONG, (long) row << 3);
      long second = Math.floorDiv(value, perSecond);
      all &= move(values, value, second, cursor.offset(second) * perSecond, row, ok);
    }
    return all;
  }

  /** As {@link #toLocal}, the other way; gaps and overlaps are those of {@link ZoneCursor}. */
  public static boolean toInstants(
      MemorySegment values, long perSecond, ZoneTable zone, int length, MemorySegment ok) {
    ZoneCursor cursor = new ZoneCursor(zone);
    boolean all = true;
    for (int row = 0; row < length; row++) {
      long value = values.get(Memory.LONG, (long) row << 3);
      long second = Math.floorDiv(value, perSecond);
      long offset = second - cursor.instant(second, Integer.MIN_VALUE);
      all &= move(values, value, second, -offset * perSecond, row, ok);
    }
    return all;
  }

  private static boolean move(
      MemorySegment values, long value, long second, long by, int row, MemorySegment ok) {
    long moved = value + by;
    boolean fits = ((value ^ moved) & (by ^ moved)) >= 0 && isInCalendar(second);
    if (!fits) {
      Bitmaps.clear(ok, row);
    }
    values.set(Memory.LONG, (long) row << 3, moved);
    return fits;
  }
}
