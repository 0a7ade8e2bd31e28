package io.sabot.kafka.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortDecimalsTest {
  private static double parse(String text) {
    // Text stands in the middle of a buffer.
    char[] buffer = ("9" + text + "9").toCharArray();
    return ShortDecimals.parse(buffer, 1, text.length());
  }

  @Test
  void theNearestDoubleIsFound() {
    Seed.next().run(ShortDecimalsTest::compare);
  }

  private static void compare(SplittableRandom random) {
    for (int i = 0; i < 100_000; i++) {
      int digits = 1 + random.nextInt(15);
      int behind = random.nextInt(digits + 1);
      long number = random.nextLong((long) Math.pow(10, digits));
      StringBuilder text =
          new StringBuilder(String.format(Locale.ROOT, "%0" + digits + "d", number));
      text.insert(digits - behind, behind == digits ? "0." : behind == 0 ? "" : ".");
      String given = (random.nextBoolean() ? "-" : "") + text;
      double value = parse(given);
      if (!Double.isNaN(value)) {
        assertThat(Double.doubleToRawLongBits(value))
            .as(given)
            .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(given)));
      } else {
        assertThat(text.length()).as(given).isGreaterThan(16);
      }
    }
  }

  @Test
  void whatIsLongOrHasAnExponentIsLeftToOthers() {
    assertThat(parse("1e5")).isNaN();
    assertThat(parse("0.1234567890123456")).isNaN();
    assertThat(parse("9007199254740993")).isNaN();
    assertThat(parse("-0.0")).isEqualTo(-0.0);
  }
}
