package io.sabot.operators.internal.expression;

import io.sabot.expression.Types;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Counts of times: any, near ones, and those at the edges of calendars and clocks. */
final class RandomTimes {
  /** Clocks that change by whole and half hours, in both halves of the year, and not at all. */
  static final List<String> ZONES =
      List.of(
          "America/New_York",
          "Europe/Berlin",
          "Australia/Lord_Howe",
          "UTC",
          "+05:45",
          "-11:00",
          "Africa/Casablanca",
          "Pacific/Apia");

  private static final LocalDateTime[] EDGES = {
    LocalDateTime.of(1970, 1, 1, 0, 0),
    LocalDateTime.of(2000, 2, 29, 23, 59, 59, 999_999_999),
    LocalDateTime.of(1900, 2, 28, 23, 59, 59),
    LocalDateTime.of(1900, 3, 1, 0, 0),
    LocalDateTime.of(2024, 12, 31, 23, 59, 59, 1),
    LocalDateTime.of(2021, 1, 3, 23, 0),
    LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000),
    LocalDateTime.of(2100, 2, 28, 12, 0),
    LocalDateTime.of(1700, 1, 31, 0, 0),
    LocalDateTime.of(2262, 4, 11, 23, 47, 16)
  };

  private final SplittableRandom random;

  RandomTimes(SplittableRandom random) {
    this.random = random;
  }

  /** All types of dates, times of day and timestamps, these in a zone of each kind. */
  static List<ArrowType> types(String zone) {
    List<ArrowType> types = new ArrayList<>();
    types.add(new ArrowType.Date(DateUnit.DAY));
    types.add(new ArrowType.Date(DateUnit.MILLISECOND));
    for (TimeUnit unit : TimeUnit.values()) {
      boolean narrow = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND;
      types.add(new ArrowType.Time(unit, narrow ? 32 : 64));
      types.add(new ArrowType.Timestamp(unit, null));
      types.add(new ArrowType.Timestamp(unit, zone));
    }
    return types;
  }

  /** A count that the type can hold and java.time can show. */
  long count(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t when t.getUnit() == DateUnit.DAY -> days();
      case ArrowType.Date t ->
          random.nextInt(20) == 0 ? extreme() / 86_400_000 * 86_400_000 : days() * 86_400_000;
      case ArrowType.Time t -> clock(Types.perSecond(t.getUnit()));
      case ArrowType.Timestamp t -> timestamp(t);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private long days() {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      case 2, 3 -> EDGES[random.nextInt(EDGES.length)].toLocalDate().toEpochDay();
      default -> random.nextLong(-80_000, 80_000);
    };
  }

  private long clock(long perSecond) {
    long perDay = 86_400 * perSecond;
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> perDay - 1;
      default -> random.nextLong(perDay);
    };
  }

  private long extreme() {
    return random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private long timestamp(ArrowType.Timestamp type) {
    long perSecond = Types.perSecond(type.getUnit());
    long far = perSecond == 1 ? 31_556_889_800_000_000L : Long.MAX_VALUE;
    return switch (random.nextInt(12)) {
      case 0 -> random.nextLong(-far, far);
      case 1 -> random.nextBoolean() ? far : perSecond == 1 ? -far : Long.MIN_VALUE;
      case 2, 3 -> of(EDGES[random.nextInt(EDGES.length)], perSecond);
      case 4, 5, 6 -> nearChange(type.getTimezone(), perSecond);
      default ->
          random.nextLong(-4_000_000_000L, 6_000_000_000L) * perSecond + random.nextLong(perSecond);
    };
  }

  private static long of(LocalDateTime time, long perSecond) {
    long second = time.toEpochSecond(ZoneOffset.UTC);
    return second * perSecond + time.getNano() / (1_000_000_000 / perSecond);
  }

  /** Within two hours of a change of the clock, in local time or as an instant. */
  private long nearChange(@Nullable String zone, long perSecond) {
    ZoneId id = ZoneId.of(zone == null ? ZONES.get(random.nextInt(3)) : zone);
    long from = random.nextLong(-2_500_000_000L, 5_000_000_000L);
    ZoneOffsetTransition change =
        id.getRules().nextTransition(java.time.Instant.ofEpochSecond(from));
    if (change == null) {
      return from * perSecond;
    }
    long second =
        zone == null
            ? change.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC)
            : change.toEpochSecond();
    long ticks =
        random.nextInt(4) == 0
            ? random.nextLong(-1, 2)
            : random.nextLong(-7_200, 7_201) * perSecond;
    return second * perSecond + ticks;
  }
}
