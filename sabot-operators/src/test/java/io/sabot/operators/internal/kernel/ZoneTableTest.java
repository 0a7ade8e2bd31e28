package io.sabot.operators.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
              check(zone.getRules(), table, second(zone.getRules(), random), random, name);
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

  private static void check(
      ZoneRules rules, ZoneTable table, long second, SplittableRandom random, String name) {
    int last = table.at(random.nextLong(-9_000_000_000L, 9_000_000_000L), 0);
    assertThat(table.offset(table.at(second, last)))
        .as("%s at %d", name, second)
        .isEqualTo(rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds());
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    assertThat(table.offset(table.atLocal(second, last)))
        .as("%s on the clock at %s", name, local)
        .isEqualTo(rules.getOffset(local).getTotalSeconds());
  }
}
