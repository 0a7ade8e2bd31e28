package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.DecimalKernels;
import io.sabot.operators.internal.kernel.IntegerKernels;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Casts among dates, times, timestamps and durations. Coarser units round toward the past, finer
 * ones may overflow. Between an instant and local time stands the zone of the instant's type.
 */
final class TemporalCasts {
  private TemporalCasts() {}

  static boolean convert(Frame frame, Operand a, Building out, ArrowType to, MemorySegment ok) {
    ArrowType from = a.column().field().getType();
    int length = out.length();
    try (Building scratch = Building.rows(frame);
        Lane.Values values = Lane.longs(frame, a)) {
      MemorySegment wide = scratch.buffer(8L * length);
      MemorySegment inRange = scratch.buffer(8L + length / 8);
      MemorySegment.copy(values.values(), 0, wide, 0, 8L * length);
      shift(wide, from, to, length);
      boolean all = units(wide, TimeUnits.perDay(from), to, length, ok);
      IntegerRange range = IntegerRange.of(to);
      all &= IntegerKernels.within(wide, range.low(), range.high(), length, inRange);
      Kernels.BITS.and(ok, inRange, length, ok);
      IntegerKernels.narrow(
          wide, Lane.width(to), length, out.buffer((long) Lane.width(to) * length));
      return all;
    }
  }

  /**
   * Instants to local time, or local time to instants, where one side has a zone and the other not.
   */
  private static void shift(MemorySegment values, ArrowType from, ArrowType to, int length) {
    ZoneId fromZone = TimeUnits.zone(from);
    ZoneId toZone = TimeUnits.zone(to);
    if ((fromZone == null) == (toZone == null)) {
      return;
    }
    long perSecond = Math.max(1, TimeUnits.perDay(from) / 86_400);
    boolean days = TimeUnits.perDay(from) == 1;
    for (int row = 0; row < length; row++) {
      long value = values.get(Memory.LONG, (long) row << 3);
      long seconds = days ? value * 86_400 : Math.floorDiv(value, perSecond);
      values.set(
          Memory.LONG, (long) row << 3, value + perSecond * offset(seconds, fromZone, toZone));
    }
  }

  private static int offset(long seconds, @Nullable ZoneId fromZone, @Nullable ZoneId toZone) {
    if (fromZone != null) {
      return fromZone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return -toZone.getRules().getOffset(local).getTotalSeconds();
  }

  private static boolean units(
      MemorySegment values, long fromPerDay, ArrowType to, int length, MemorySegment ok) {
    long toPerDay = TimeUnits.perDay(to);
    if (to instanceof ArrowType.Date) {
      divide(values, fromPerDay, length);
      return multiply(values, toPerDay, length, ok);
    }
    if (toPerDay >= fromPerDay) {
      return multiply(values, toPerDay / fromPerDay, length, ok);
    }
    divide(values, fromPerDay / toPerDay, length);
    return true;
  }

  private static void divide(MemorySegment values, long divisor, int length) {
    for (int row = 0; row < length; row++) {
      long at = (long) row << 3;
      values.set(Memory.LONG, at, Math.floorDiv(values.get(Memory.LONG, at), divisor));
    }
  }

  private static boolean multiply(MemorySegment values, long factor, int length, MemorySegment ok) {
    boolean all = true;
    for (int row = 0; row < length; row++) {
      long at = (long) row << 3;
      long value = values.get(Memory.LONG, at);
      long product = value * factor;
      boolean fits = Math.multiplyHigh(value, factor) == product >> 63;
      values.set(Memory.LONG, at, product);
      DecimalKernels.putOk(ok, row, fits);
      all &= fits;
    }
    return all;
  }
}
