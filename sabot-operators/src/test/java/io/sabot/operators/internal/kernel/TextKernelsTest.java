package io.sabot.operators.internal.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.batch.Utf8Validation;
import io.sabot.testkit.Seed;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * String kernels against the methods of {@link String}, at lengths and offsets that are awkward.
 */
@Tag("contract")
class TextKernelsTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};
  private static final String[] ASCII = {"", "a", "b", "ab", "ba", "abc", "aab", "Zz", "[`{@", "M"};
  private static final String[] WIDE = {"ä", "ß", "€", "😀", "日本", "e\u0301"};
  private static final String[] PATTERNS = {
    "",
    "a",
    "ab",
    "abc",
    "aba",
    "abab",
    "ababa",
    "bababab",
    "abababab",
    "ababababa",
    "ba€",
    "ä",
    "abababababababab",
    "ababababababababababa",
    "zzzzzzzz",
    "😀"
  };

  /** Strings as Arrow lays them out, with other bytes in front. */
  private record Texts(List<String> rows, int width, MemorySegment offsets, MemorySegment values) {
    static Texts of(List<String> rows, int width, int before) {
      int bytes = rows.stream().mapToInt(row -> row.getBytes(UTF_8).length).sum();
      MemorySegment offsets = memory((rows.size() + 1L) * width, before);
      MemorySegment values = memory(bytes + before, before);
      long at = before;
      put(offsets, width, 0, at);
      for (int row = 0; row < rows.size(); row++) {
        byte[] text = rows.get(row).getBytes(UTF_8);
        MemorySegment.copy(MemorySegment.ofArray(text), 0, values, at, text.length);
        at += text.length;
        put(offsets, width, row + 1, at);
      }
      return new Texts(rows, width, offsets, values);
    }

    int size() {
      return rows.size();
    }

    boolean isAscii() {
      return rows.stream().allMatch(row -> row.chars().allMatch(c -> c < 0x80));
    }
  }

  private static void put(MemorySegment offsets, int width, int row, long value) {
    if (width == 4) {
      offsets.set(Memory.INT, row * 4L, (int) value);
    } else {
      offsets.set(Memory.LONG, row * 8L, value);
    }
  }

  private static MemorySegment memory(long bytes, int offset) {
    return MemorySegment.ofArray(new byte[(int) bytes + offset]).asSlice(offset);
  }

  private interface Check {
    void on(Texts texts, SplittableRandom random);
  }

  private static void each(Check check) {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (int width : new int[] {4, 8}) {
              for (boolean ascii : new boolean[] {true, false}) {
                check.on(Texts.of(rows(random, length, ascii), width, random.nextInt(9)), random);
              }
            }
          }
        });
  }

  private static List<String> rows(SplittableRandom random, int length, boolean ascii) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < length; row++) {
      rows.add(text(random, ascii));
    }
    return rows;
  }

  private static String text(SplittableRandom random, boolean ascii) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(5);
    for (int part = 0; part < parts; part++) {
      boolean wide = !ascii && random.nextInt(4) == 0;
      text.append(wide ? WIDE[random.nextInt(WIDE.length)] : ASCII[random.nextInt(ASCII.length)]);
    }
    return text.toString();
  }

  private static void bits(Texts texts, MemorySegment bits, long invert, Predicate<String> test) {
    for (int row = 0; row < texts.size(); row++) {
      assertThat(Bitmaps.get(bits, row))
          .as("row %d, \"%s\"", row, texts.rows().get(row))
          .isEqualTo(test.test(texts.rows().get(row)) == (invert == 0));
    }
  }

  @Test
  void patternsAreFoundWhereStringFindsThem() {
    each((texts, random) -> {
      MemorySegment bits = memory(Bitmaps.bytes(texts.size()), 1);
      for (String pattern : PATTERNS) {
        TextPattern bytes = TextPattern.of(pattern.getBytes(UTF_8));
        long invert = -random.nextInt(2);
        MemorySegment o = texts.offsets();
        MemorySegment v = texts.values();
        int w = texts.width();
        int n = texts.size();
        TextKernels.contains(o, w, v, n, bytes, invert, bits);
        bits(texts, bits, invert, row -> row.contains(pattern));
        TextKernels.startsWith(o, w, v, n, bytes, invert, bits);
        bits(texts, bits, invert, row -> row.startsWith(pattern));
        TextKernels.endsWith(o, w, v, n, bytes, invert, bits);
        bits(texts, bits, invert, row -> row.endsWith(pattern));
        TextKernels.equal(o, w, v, n, bytes, invert, bits);
        bits(texts, bits, invert, row -> row.equals(pattern));
      }
    });
  }

  @Test
  void aPatternAcrossTwoRowsIsNotFound() {
    Texts texts = Texts.of(List.of("xxab", "cdyy", "abcd", "", "ab", "", "cd"), 4, 0);
    MemorySegment bits = memory(1, 0);
    TextPattern pattern = TextPattern.of("abcd".getBytes(UTF_8));
    TextKernels.contains(texts.offsets(), 4, texts.values(), texts.size(), pattern, 0, bits);
    assertThat(bits.get(Memory.BYTE, 0)).isEqualTo((byte) 0b100);
  }

  @Test
  void lengthsCountCodePointsAndBytes() {
    each((texts, random) -> {
      long start = TextKernels.offset(texts.offsets(), texts.width(), 0);
      long end = TextKernels.offset(texts.offsets(), texts.width(), texts.size());
      assertThat(Utf8Validation.isAscii(texts.values(), start, end)).isEqualTo(texts.isAscii());
      MemorySegment to = memory(texts.size() * 4L, 5);
      TextKernels.byteLengths(texts.offsets(), texts.width(), texts.size(), to);
      for (int row = 0; row < texts.size(); row++) {
        assertThat(to.get(Memory.INT, row * 4L))
            .isEqualTo(texts.rows().get(row).getBytes(UTF_8).length);
      }
      TextKernels.codePoints(texts.offsets(), texts.width(), texts.values(), texts.size(), to);
      for (int row = 0; row < texts.size(); row++) {
        String text = texts.rows().get(row);
        assertThat(to.get(Memory.INT, row * 4L)).isEqualTo(text.codePointCount(0, text.length()));
      }
    });
  }

  @Test
  void asciiLettersChangeCaseAndNothingElse() {
    for (int length : LENGTHS) {
      MemorySegment from = memory(length + 3L, 3);
      for (int i = 0; i < length; i++) {
        from.set(Memory.BYTE, i + 3, (byte) i);
      }
      MemorySegment to = memory(length, 1);
      Kernels.BYTES.shift(from, 3, length, 'a', to, 0);
      for (int i = 0; i < length; i++) {
        byte b = (byte) i;
        assertThat(to.get(Memory.BYTE, i)).isEqualTo(b >= 'a' && b <= 'z' ? (byte) (b - 32) : b);
      }
      Kernels.BYTES.shift(from, 3, length, 'A', to, 0);
      for (int i = 0; i < length; i++) {
        byte b = (byte) i;
        assertThat(to.get(Memory.BYTE, i)).isEqualTo(b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b);
      }
    }
  }

  @Test
  void piecesLieOneBehindTheOther() {
    String[] likes = {
      "a%", "%b", "a%b", "%a%b%", "a%%b%€", "%ab%ab", "ab%ba%ab", "%abab%😀%", "%%a"
    };
    each((texts, random) -> {
      MemorySegment bits = memory(Bitmaps.bytes(texts.size()), 1);
      for (String like : likes) {
        LikePattern pattern = LikePattern.of(like, -1, LikePattern.Letters.EXACT);
        pattern.pieces().scan(texts.offsets(), texts.width(), texts.values(), texts.size(), bits);
        String regex = like.replace("%", ".*");
        bits(texts, bits, 0, row -> row.matches("(?s)" + regex));
      }
    });
  }

  @Test
  void aSetHoldsItsTextsAndNoOthers() {
    each((texts, random) -> {
      List<String> members = new ArrayList<>(List.of("", "ab", "abababababababababababab"));
      for (int i = 0; i < 20; i++) {
        members.add(text(random, random.nextBoolean()));
      }
      TextSet set = TextSet.of(members.stream().map(member -> member.getBytes(UTF_8)).toList());
      MemorySegment bits = memory(Bitmaps.bytes(texts.size()), 1);
      for (int w = 0; w < Bitmaps.words(texts.size()); w++) {
        int rest = texts.size() - (w << 6);
        long open = rest >= 64 ? -1 : (1L << rest) - 1;
        long found = set.members(texts.offsets(), texts.width(), texts.values(), w << 6, open);
        Bitmaps.putWord(bits, w, texts.size(), found);
      }
      bits(texts, bits, 0, members::contains);
    });
  }
}
