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
    LocalDateTime.of(1850, 1, 31, 0, 0)
  };

  /** How far counts go. */
  enum Reach {
    /** Three hundred years: nothing that is near them leaves any type. */
    NEAR,
    /** To the ends of the types, or of java.time. */
    FAR
  }

  /** What milliseconds of 64 bits hold. */
  private static final long MOST_DAYS = Long.MAX_VALUE / 86_400_000;

  private final SplittableRandom random;
  private final Reach reach;

  RandomTimes(SplittableRandom random, Reach reach) {
    this.random = random;
    this.reach = reach;
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
          86_400_000
              * (isFar(4)
                  ? (1 - 2 * random.nextLong(2)) * (MOST_DAYS - random.nextInt(400))
                  : days());
      case ArrowType.Time t -> clock(Types.perSecond(t.getUnit()));
      case ArrowType.Timestamp t -> timestamp(t);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private long days() {
    if (isFar(2)) {
      return random.nextBoolean()
          ? random.nextInt()
          : random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return switch (random.nextInt(4)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)].toLocalDate().toEpochDay();
      default -> random.nextLong(-40_000, 80_000);
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

  private boolean isFar(int once) {
    return reach == Reach.FAR && random.nextInt(once) == 0;
  }

  private long timestamp(ArrowType.Timestamp type) {
    long perSecond = Types.perSecond(type.getUnit());
    // Where the clock of a zone leaves the calendar, the instant may still be within it.
    long last = type.getTimezone() == null ? 31_556_889_832_700_000L : 30_000_000_000_000_000L;
    long far = perSecond == 1 ? last : Long.MAX_VALUE;
    if (isFar(2)) {
      return switch (random.nextInt(3)) {
        case 0 -> random.nextLong(-far, far);
        case 1 -> far - random.nextInt(2) * random.nextLong(100_000 * perSecond);
        default ->
            (perSecond == 1 ? -far : Long.MIN_VALUE)
                + random.nextInt(2) * random.nextLong(100_000 * perSecond);
      };
    }
    return switch (random.nextInt(10)) {
      case 0, 1 -> of(EDGES[random.nextInt(EDGES.length)], perSecond);
      case 2, 3, 4 -> nearChange(type.getTimezone(), perSecond);
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
