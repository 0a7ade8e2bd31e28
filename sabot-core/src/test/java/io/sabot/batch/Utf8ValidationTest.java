package io.sabot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows are UTF-8 where the decoder of Java, which knows each row alone, says so. */
class Utf8ValidationTest {
  private static final int TEXTS = 3_000;

  /** Bytes around which the rules turn. */
  private static final int[] EDGES = {
    0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4,
    0xF5, 0xFF
  };

  @Test
  void agreesWithTheDecoderOfJava() {
    Seed.next()
        .run(random -> {
          try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < TEXTS; i++) {
              byte[] bytes = random.nextInt(3) == 0 ? edges(random) : text(random);
              check(arena, bytes, cuts(random, bytes));
            }
          }
        });
  }

  @Test
  void asciiEndsAtTheFirstByteThatIsNot() {
    Seed.next()
        .run(random -> {
          byte[] bytes = new byte[random.nextInt(100_000)];
          MemorySegment data = MemorySegment.ofArray(bytes);
          int start = random.nextInt(Math.min(bytes.length, 9) + 1);
          assertThat(Utf8Validation.isAscii(data, start, bytes.length)).isTrue();
          for (int i = 0; i < 50 && bytes.length > start; i++) {
            int place = random.nextInt(start, bytes.length);
            bytes[place] = (byte) 0x80;
            assertThat(Utf8Validation.isAscii(data, start, bytes.length)).isFalse();
            assertThat(Utf8Validation.isAscii(data, start, place)).isTrue();
            assertThat(Utf8Validation.isAscii(data, place + 1, bytes.length)).isTrue();
            bytes[place] = 0;
          }
        });
  }

  private static byte[] text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    String[] pieces = {"a", "quite plain words", "é", "ß", "€", "한", "😀", "\0", "\u07FF\uFFFD"};
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] edges(SplittableRandom random) {
    byte[] bytes = text(random);
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) EDGES[random.nextInt(EDGES.length)];
    }
    return bytes;
  }

  /** Ascending offsets, mostly between characters. */
  private static int[] cuts(SplittableRandom random, byte[] bytes) {
    int[] offsets = new int[random.nextInt(1, 9)];
    for (int i = 0; i < offsets.length; i++) {
      int at = random.nextInt(bytes.length + 1);
      while (random.nextInt(8) > 0 && at < bytes.length && (bytes[at] & 0xC0) == 0x80) {
        at++;
      }
      offsets[i] = at;
    }
    Arrays.sort(offsets);
    return offsets;
  }

  private static void check(Arena arena, byte[] bytes, int[] cuts) {
    int rows = cuts.length - 1;
    MemorySegment data = MemorySegment.ofArray(bytes);
    MemorySegment small = arena.allocate(cuts.length * 4L);
    MemorySegment large = arena.allocate(cuts.length * 8L);
    for (int i = 0; i < cuts.length; i++) {
      small.set(Memory.INT, i * 4L, cuts[i]);
      large.set(Memory.LONG, i * 8L, cuts[i]);
    }
    int expected = -1;
    for (int i = rows - 1; i >= 0; i--) {
      expected = isUtf8(bytes, cuts[i], cuts[i + 1]) ? expected : i;
    }
    String seen = Arrays.toString(bytes) + " cut at " + Arrays.toString(cuts);
    assertThat(Utf8Validation.firstBad(small, false, data, rows, null))
        .as(seen)
        .isEqualTo(expected);
    assertThat(Utf8Validation.firstBad(large, true, data, rows, null)).as(seen).isEqualTo(expected);
  }

  private static boolean isUtf8(byte[] bytes, int start, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException failure) {
      return false;
    }
  }
}
