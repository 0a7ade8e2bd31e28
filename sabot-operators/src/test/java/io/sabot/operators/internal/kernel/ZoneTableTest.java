package io.sabot.operators.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every zone of the JDK, at and between its changes and far from them. */
class ZoneTableTest {
  @Test
  void agreesWithTheRulesOfEveryZone() {
    Seed.next()
        .run(random -> {
          for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(name);
            ZoneTable table = ZoneTable.of(zone);
            for (int i = 0; i < 200; i++) {
              check(zone, table, second(zone.getRules(), random), random);
            }
          }
        });
  }

  private static long second(ZoneRules rules, SplittableRandom random) {
    long any =
        switch (random.nextInt(4)) {
          case 0 -> random.nextLong(-31_556_889_000_000_000L, 31_556_889_000_000_000L);
          case 1 -> random.nextLong(0, 40_000_000_000L);
          default -> random.nextLong(-5_000_000_000L, 5_000_000_000L);
        };
    ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochSecond(any));
    if (change == null || random.nextInt(4) == 0) {
      return any;
    }
    return change.toEpochSecond()
        + (random.nextBoolean() ? random.nextInt(-1, 2) : random.nextInt(-60_000, 60_000));
  }

  private static void check(ZoneId zone, ZoneTable table, long second, SplittableRandom random) {
    String name = zone.getId();
    ZoneRules rules = zone.getRules();
    ZoneCursor cursor = new ZoneCursor(table);
    cursor.offset(random.nextLong(-9_000_000_000L, 9_000_000_000L));
    assertThat(cursor.offset(second))
        .as("%s at %d", name, second)
        .isEqualTo(rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds());
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    assertThat(cursor.instant(second, Integer.MIN_VALUE))
        .as("%s on the clock at %s", name, local)
        .isEqualTo(local.atZone(zone).toEpochSecond());
    ZoneOffset preferred = rules.getOffset(Instant.ofEpochSecond(second));
    assertThat(cursor.instant(second, preferred.getTotalSeconds()))
        .as("%s on the clock at %s, rather %s", name, local, preferred)
        .isEqualTo(ZonedDateTime.ofLocal(local, zone, preferred).toEpochSecond());
    LocalDate day = local.toLocalDate();
    assertThat(cursor.firstInstant(day.toEpochDay() * 86_400))
        .as("%s, the day %s", name, day)
        .isEqualTo(day.atStartOfDay(zone).toEpochSecond());
  }
}
