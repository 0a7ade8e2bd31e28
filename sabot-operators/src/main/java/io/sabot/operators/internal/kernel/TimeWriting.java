package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Times as texts in a pattern.
 *
 * @param formatter writes what {@code digits} do not
 * @param digits the pattern where it is made of numbers only, or null
 * @param meaning of the counts
 * @param perDay units in a day
 * @param zone of instants, or null
 */
public record TimeWriting(
    DateTimeFormatter formatter,
    @Nullable DigitPattern digits,
    TimeWindow.Meaning meaning,
    long perDay,
    @Nullable ZoneId zone)
    implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    long[] counts = chunk.numbers(0);
    ZoneCursor cursor = zone == null ? null : new ZoneCursor(ZoneTable.of(zone));
    for (int i = 0; i < chunk.count(); i++) {
      if (chunk.isLive(i)) {
        write(counts[i], i, cursor, sink);
      }
      ends[i] = sink.size();
    }
  }

  private void write(long count, int row, @Nullable ZoneCursor cursor, TextSink sink) {
    if (meaning == TimeWindow.Meaning.DAYS) {
      put(Math.floorDiv(count, perDay), 0, 0, 0, row, sink);
      return;
    }
    long perSecond = perDay / TimeWindow.DAY_SECONDS;
    long second = Math.floorDiv(count, perSecond);
    int nanosecond = (int) ((count - second * perSecond) * (1_000_000_000 / perSecond));
    if (!ZoneKernels.isInCalendar(second)) {
      throw failure(row, Long.toString(count));
    }
    int offset = cursor == null ? 0 : cursor.offset(second);
    long local = second + offset;
    long day = Math.floorDiv(local, (long) TimeWindow.DAY_SECONDS);
    int ofDay = (int) (local - day * TimeWindow.DAY_SECONDS);
    put(meaning == TimeWindow.Meaning.CLOCK ? 0 : day, ofDay, nanosecond, offset, row, sink);
  }

  private void put(long day, int second, int nanosecond, int offset, int row, TextSink sink) {
    if (digits != null) {
      MemorySegment to = sink.room(digits.length());
      if (digits.write(day, second, nanosecond, to, sink.size())) {
        sink.end(sink.size() + digits.length());
        return;
      }
    }
    try {
      sink.put(formatter.format(time(day, second, nanosecond, offset)));
    } catch (DateTimeException without) {
      throw failure(row, String.valueOf(without.getMessage()));
    }
  }

  private TemporalAccessor time(long day, int second, int nanosecond, int offset) {
    if (meaning == TimeWindow.Meaning.DAYS) {
      return LocalDate.ofEpochDay(day);
    }
    LocalTime clock = LocalTime.ofNanoOfDay(second * 1_000_000_000L + nanosecond);
    if (meaning == TimeWindow.Meaning.CLOCK) {
      return clock;
    }
    LocalDateTime local = LocalDateTime.of(LocalDate.ofEpochDay(day), clock);
    return zone == null
        ? local
        : ZonedDateTime.ofLocal(local, zone, ZoneOffset.ofTotalSeconds(offset));
  }

  private static TextFailure failure(int row, String value) {
    return new TextFailure(
        row,
        "a time must have a text in the pattern",
        value,
        "leave such rows out with a filter, or write the year as uuuu");
  }
}
