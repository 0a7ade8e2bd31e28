package io.sabot.operators.internal.kernel;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The offsets of a zone as {@code java.time} knows them, in arrays: a lookup makes no object, and
 * one that falls where the last one fell searches nothing. Rules without an end repeat with the
 * calendar, every 400 years; so do lookups past the last entry. Immutable.
 */
public final class ZoneTable {
  private static final Map<ZoneId, ZoneTable> KNOWN = new ConcurrentHashMap<>();
  private static final long DAY = 86_400;
  private static final long ERA = CivilDays.PER_ERA * DAY;

  /** Zones that still change at this time do so by rules. */
  private static final long RULES =
      LocalDateTime.of(2100, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

  /** Where offsets begin, in seconds since 1970; the first one is the smallest number. */
  private final long[] starts;

  /** The same on the clock: what it shows twice belongs to the offset before, a gap, too. */
  private final long[] localStarts;

  private final int[] offsets;

  private ZoneTable(long[] starts, long[] localStarts, int[] offsets) {
    this.starts = starts;
    this.localStarts = localStarts;
    this.offsets = offsets;
  }

  /** The table of a zone, made once. */
  public static ZoneTable of(ZoneId zone) {
    return KNOWN.computeIfAbsent(zone, ZoneTable::make);
  }

  private static ZoneTable make(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    long[] starts = new long[16];
    long[] localStarts = new long[16];
    int[] offsets = new int[16];
    int count = 1;
    starts[0] = Long.MIN_VALUE;
    localStarts[0] = Long.MIN_VALUE;
    ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
    offsets[0] =
        (next == null ? rules.getOffset(Instant.EPOCH) : next.getOffsetBefore()).getTotalSeconds();
    while (next != null && next.toEpochSecond() < RULES + ERA) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        localStarts = Arrays.copyOf(localStarts, 2 * count);
        offsets = Arrays.copyOf(offsets, 2 * count);
      }
      int before = next.getOffsetBefore().getTotalSeconds();
      int after = next.getOffsetAfter().getTotalSeconds();
      starts[count] = next.toEpochSecond();
      localStarts[count] = next.toEpochSecond() + Math.max(before, after);
      offsets[count++] = after;
      next = rules.nextTransition(next.getInstant());
    }
    return new ZoneTable(
        Arrays.copyOf(starts, count),
        Arrays.copyOf(localStarts, count),
        Arrays.copyOf(offsets, count));
  }

  /**
   * The same place of the calendar, at which the table has an entry: offsets by rules repeat every
   * 400 years.
   */
  static long within(long second) {
    long last = RULES + ERA - DAY;
    return second < last ? second : RULES - DAY + Math.floorMod(second - last, ERA);
  }

  /** The index of the offset at an instant {@link #within}; {@code last} is where to look first. */
  int at(long second, int last) {
    return index(starts, second, last);
  }

  /**
   * The index of the offset that a clock's time {@link #within} is read with: in an overlap the one
   * before, which is the earlier instant, and in a gap, too.
   */
  int atLocal(long localSecond, int last) {
    return index(localStarts, localSecond, last);
  }

  private static int index(long[] starts, long second, int last) {
    if (second >= starts[last] && (last + 1 == starts.length || second < starts[last + 1])) {
      return last;
    }
    int found = Arrays.binarySearch(starts, second);
    return found >= 0 ? found : -found - 2;
  }

  /** How many offsets there are, one behind the other. */
  int size() {
    return offsets.length;
  }

  /** The instant at which an offset begins. */
  long start(int index) {
    return starts[index];
  }

  /** Seconds ahead of UTC. */
  int offset(int index) {
    return offsets[index];
  }
}
