package io.sabot.kafka.faults;

import io.sabot.testkit.Seed;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million numbers, three processes, a broker, twelve partitions, and faults at random moments.
 * {@code -Dsabot.kafka.faults=1000} for more of them, {@code -Dsabot.kafka.works=…} for other works
 * than the two that a seed draws, {@code -Dsabot.kafka.keep=true} to keep what processes stored and
 * said where it fails; a seed draws the same faults again.
 */
class FaultCampaignTest {
  private static final int COUNT = Integer.getInteger("sabot.kafka.faults", 20);
  private static final long NUMBERS = Long.getLong("sabot.kafka.records", 1_000_000);
  private static final boolean KEEPS = Boolean.getBoolean("sabot.kafka.keep");

  /** However many faults: each wait in it has an end of its own. */
  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void whateverDiesTheNumbersArriveAsPromised() throws Exception {
    Seed seed = Seed.next();
    Campaign.Settings settings =
        new Campaign.Settings(works(seed), COUNT, NUMBERS, seed.value(), KEEPS);
    try (Campaign campaign = new Campaign(settings)) {
      try {
        campaign.run();
      } catch (AssertionError failure) {
        String again =
            "%s -Dsabot.kafka.faults=%d -Dsabot.kafka.records=%d".formatted(seed, COUNT, NUMBERS);
        throw new AssertionError(again + ": " + failure.getMessage(), failure);
      }
      System.out.println(campaign.summary());
    }
  }

  /** Those that are named, or one that copies, drawn by the seed, beside the totals. */
  private static Set<Work> works(Seed seed) {
    String named = System.getProperty("sabot.kafka.works", "");
    if (named.isEmpty()) {
      return EnumSet.of(
          seed.random().nextBoolean() ? Work.COPY_AT_LEAST_ONCE : Work.COPY_EXACTLY_ONCE,
          Work.RUNNING_TOTALS);
    }
    return Arrays.stream(named.split(","))
        .map(Work::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Work.class)));
  }
}
