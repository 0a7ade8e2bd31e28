package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.text.NearestName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Checks the zones that casts read or write local time in, before the first batch. */
final class Zones {
  private Zones() {}

  /** Refuses a cast that needs a zone this JVM does not know. */
  static void check(String where, Expression cast, ArrowType from, ArrowType to) {
    check(where, cast, to);
    if (!isInstant(to)) {
      check(where, cast, from);
    }
  }

  private static boolean isInstant(ArrowType type) {
    return type instanceof ArrowType.Timestamp t && t.getTimezone() != null;
  }

  /** Refuses a type of instants in a zone this JVM does not know. */
  static void check(String where, Expression cast, ArrowType type) {
    if (!isInstant(type)) {
      return;
    }
    String zone = ((ArrowType.Timestamp) type).getTimezone();
    try {
      ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      String nearest = nearest(zone);
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("a time zone must be known")
          .but("\"%s\" in \"%s\" is not".formatted(zone, cast))
          .cause(unknown)
          .cure(
              (nearest == null ? "" : "did you mean \"" + nearest + "\"? ")
                  + "zones are names such as \"Europe/Paris\" and offsets such as \"+02:00\"")
          .plan();
    }
  }

  private static @Nullable String nearest(String zone) {
    for (String known : ZoneId.getAvailableZoneIds()) {
      if (known.toLowerCase(Locale.ROOT).equals(zone.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    return NearestName.of(zone, new TreeSet<>(ZoneId.getAvailableZoneIds()).stream().toList());
  }
}
