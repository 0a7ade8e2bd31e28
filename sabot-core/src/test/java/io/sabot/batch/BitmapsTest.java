package io.sabot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Seed;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitmapsTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 1000};

  private static MemorySegment random(SplittableRandom random, int bits) {
    byte[] bytes = new byte[(int) Bitmaps.bytes(bits)];
    random.nextBytes(bytes);
    return MemorySegment.ofArray(bytes);
  }

  @Test
  void countsBitsUpToTheLengthOnly() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            MemorySegment bits = random(random, length);
            int expected = 0;
            for (int i = 0; i < length; i++) {
              expected += Bitmaps.get(bits, i) ? 1 : 0;
            }
            assertThat(Bitmaps.count(bits, length)).as("%d bits", length).isEqualTo(expected);
          }
        });
  }

  @Test
  void allAreSetUnlessOneBeforeTheLengthIsNot() {
    for (int length : LENGTHS) {
      byte[] bytes = new byte[(int) Bitmaps.bytes(length)];
      MemorySegment bits = MemorySegment.ofArray(bytes);
      Bitmaps.fill(bits, length);
      for (int i = 0; i < bytes.length * 8; i++) {
        Bitmaps.clear(bits, i);
        assertThat(Bitmaps.areAllSet(bits, length))
            .as("%d of %d", i, length)
            .isEqualTo(i >= length);
        Bitmaps.set(bits, i);
      }
      assertThat(Bitmaps.areAllSet(bits, length)).as("%d bits", length).isTrue();
    }
  }

  @Test
  void wordsRoundTrip() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            MemorySegment from = random(random, length);
            MemorySegment to = MemorySegment.ofArray(new byte[(int) Bitmaps.bytes(length)]);
            for (int w = 0; w < Bitmaps.words(length); w++) {
              Bitmaps.putWord(to, w, length, Bitmaps.word(from, w, length));
            }
            for (int i = 0; i < length; i++) {
              assertThat(Bitmaps.get(to, i)).isEqualTo(Bitmaps.get(from, i));
            }
          }
        });
  }

  @Test
  void copiesFromAnyBit() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (int start = 0; start < 17; start++) {
              MemorySegment from = random(random, start + length);
              MemorySegment to = MemorySegment.ofArray(new byte[(int) Bitmaps.bytes(length)]);
              Bitmaps.copy(from, start, to, length);
              for (int i = 0; i < length; i++) {
                assertThat(Bitmaps.get(to, i))
                    .as("bit %d of %d from %d", i, length, start)
                    .isEqualTo(Bitmaps.get(from, start + i));
              }
            }
          }
        });
  }

  @Test
  void appendsBehindAnyBit() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (int at = 0; at < 17; at++) {
              MemorySegment before = random(random, at);
              MemorySegment from = random(random, length);
              MemorySegment to = MemorySegment.ofArray(new byte[(int) Bitmaps.bytes(at + length)]);
              Bitmaps.append(before, at, to, 0);
              Bitmaps.append(from, length, to, at);
              for (int i = 0; i < at + length; i++) {
                assertThat(Bitmaps.get(to, i))
                    .as("bit %d of %d behind %d", i, length, at)
                    .isEqualTo(i < at ? Bitmaps.get(before, i) : Bitmaps.get(from, i - at));
              }
            }
          }
        });
  }

  @Test
  void setsAndClearsSingleBits() {
    MemorySegment bits = MemorySegment.ofArray(new byte[2]);
    Bitmaps.set(bits, 9);
    assertThat(Bitmaps.get(bits, 9)).isTrue();
    assertThat(Bitmaps.count(bits, 16)).isEqualTo(1);
    Bitmaps.clear(bits, 9);
    assertThat(Bitmaps.count(bits, 16)).isZero();
    Bitmaps.fill(bits, 9);
    assertThat(Bitmaps.count(bits, 9)).isEqualTo(9);
  }
}
