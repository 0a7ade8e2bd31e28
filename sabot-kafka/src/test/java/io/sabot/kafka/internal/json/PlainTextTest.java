package io.sabot.kafka.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  /** Bytes that end a string, or stand just beside one that does. */
  private static final byte[] EDGES = {
    '"', '!', '#', '\\', '[', ']', 0, 1, 0x1F, ' ', 0x7F, (byte) 0x80, (byte) 0xA2, (byte) 0xFF
  };

  @Test
  void theEndIsThatOfALoopOverBytes() {
    Seed.next().run(PlainTextTest::compare);
  }

  private static void compare(SplittableRandom random) {
    for (int i = 0; i < 100_000; i++) {
      byte[] json = new byte[random.nextInt(40)];
      for (int at = 0; at < json.length; at++) {
        boolean isEdge = random.nextInt(10) == 0;
        json[at] = isEdge ? EDGES[random.nextInt(EDGES.length)] : (byte) random.nextInt(35, 91);
      }
      int start = random.nextInt(json.length + 1);
      int limit = random.nextInt(start, json.length + 1);
      assertThat(PlainText.end(json, start, limit)).isEqualTo(slowly(json, start, limit));
    }
  }

  private static int slowly(byte[] json, int start, int limit) {
    for (int at = start; at < limit; at++) {
      if (json[at] == '"') {
        return at;
      }
      if (json[at] < ' ' || json[at] == '\\') {
        return -1;
      }
    }
    return -1;
  }
}
