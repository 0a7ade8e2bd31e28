package io.sabot.operators.internal.kernel;

/** Looks up offsets of one zone, beginning where the last lookup ended. Not thread-safe. */
public final class ZoneCursor {
  private final ZoneTable table;
  private int last;

  /** A cursor over a table. */
  public ZoneCursor(ZoneTable table) {
    this.table = table;
  }

  /** Seconds ahead of UTC at an instant. */
  int offset(long second) {
    long within = ZoneTable.within(second);
    last = table.at(within, last);
    return table.offset(last);
  }

  /**
   * The instant at which a clock shows a time. What it shows twice is meant with the offset {@code
   * preferred} where that is one of the two, else as the earlier one; a time in a gap moves on by
   * the length of the gap.
   */
  long instant(long localSecond, int preferred) {
    long within = ZoneTable.within(localSecond);
    last = table.atLocal(within, last);
    int before = table.offset(last);
    if (before != preferred && last + 1 < table.size() && table.offset(last + 1) == preferred) {
      boolean twice = within >= table.start(last + 1) + preferred;
      return localSecond - (twice ? preferred : before);
    }
    return localSecond - before;
  }

  /** The first instant at which a clock shows this time or, where that is in a gap, a later one. */
  long firstInstant(long localSecond) {
    long within = ZoneTable.within(localSecond);
    last = table.atLocal(within, last);
    long instant = within - table.offset(last);
    if (last + 1 < table.size()) {
      instant = Math.min(instant, table.start(last + 1));
    }
    return instant + (localSecond - within);
  }
}
