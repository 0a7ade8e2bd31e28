package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.IntegerKernels;
import io.sabot.operators.internal.kernel.Kernels;
import io.sabot.operators.internal.kernel.ZoneKernels;
import io.sabot.operators.internal.kernel.ZoneTable;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Casts among dates, times, timestamps and durations. Coarser units round toward the past, finer
 * ones may overflow. Between an instant and local time stands the zone of the instant's type. Rows
 * that do not fit lose their bit in {@code ok}; what lies under a null may be anything and does no
 * harm.
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
      boolean all = convert(wide, from, to, length, ok);
      IntegerRange range = IntegerRange.of(to);
      all &= IntegerKernels.within(wide, range.low(), range.high(), length, inRange);
      Kernels.BITS.and(ok, inRange, length, ok);
      IntegerKernels.narrow(
          wide, Lane.width(to), length, out.buffer((long) Lane.width(to) * length));
      return all;
    }
  }

  /** The zone is applied where the count is of a timestamp's unit: a date counts whole days. */
  private static boolean convert(
      MemorySegment values, ArrowType from, ArrowType to, int length, MemorySegment ok) {
    boolean fromInstant = TimeUnits.isInstant(from);
    boolean toInstant = TimeUnits.isInstant(to);
    boolean all = true;
    if (fromInstant && !toInstant) {
      all &= ZoneKernels.toLocal(values, perSecond(from), zone(from), length, ok);
    }
    all &= units(values, TimeUnits.perDay(from), to, length, ok);
    if (toInstant && !fromInstant) {
      all &= ZoneKernels.toInstants(values, perSecond(to), zone(to), length, ok);
    }
    return all;
  }

  private static ZoneTable zone(ArrowType instants) {
    return ZoneTable.of(TimeUnits.zone(instants));
  }

  private static long perSecond(ArrowType timestamp) {
    return TimeUnits.perDay(timestamp) / 86_400;
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
      values.set(Memory.LONG, at, product);
      if (Math.multiplyHigh(value, factor) != product >> 63) {
        Bitmaps.clear(ok, row);
        all = false;
      }
    }
    return all;
  }
}
