package io.sabot.operators.internal.kernel;

import io.sabot.operators.internal.kernel.LikePattern.Letters;
import org.jspecify.annotations.Nullable;

/** {@code like} with patterns that are not simple, or not known before. */
public final class TextLike implements TextKernel.Test {
  private final @Nullable LikePattern pattern;
  private final int escape;
  private final Letters letters;

  private TextLike(@Nullable LikePattern pattern, int escape, Letters letters) {
    this.pattern = pattern;
    this.escape = escape;
    this.letters = letters;
  }

  /** Holds the text against one pattern. */
  public static TextLike of(LikePattern pattern) {
    return new TextLike(pattern, -1, Letters.EXACT);
  }

  /**
   * Holds the first text against the second, row by row.
   *
   * @param escape a code point, or -1
   */
  public static TextLike rows(int escape, Letters letters) {
    return new TextLike(null, escape, letters);
  }

  @Override
  public void test(TextChunk chunk, long[] bits) {
    if (pattern != null) {
      test(pattern, chunk.text(0), chunk.count(), bits);
      return;
    }
    TextWindow text = chunk.text(0);
    TextWindow patterns = chunk.text(1);
    LikePattern last = null;
    for (int i = 0; i < chunk.count(); i++) {
      if (last == null || !isAsBefore(patterns, i)) {
        last = read(patterns, i);
      }
      long start = text.starts[i];
      boolean hit = last.matches(text.values, start, start + text.lengths[i]);
      bits[i >>> 6] |= (hit ? 1L : 0L) << i;
    }
  }

  private static void test(LikePattern pattern, TextWindow text, int count, long[] bits) {
    for (int i = 0; i < count; i++) {
      long start = text.starts[i];
      boolean hit = pattern.matches(text.values, start, start + text.lengths[i]);
      bits[i >>> 6] |= (hit ? 1L : 0L) << i;
    }
  }

  /** Whether a row has the bytes of the one before it. */
  static boolean isAsBefore(TextWindow texts, int row) {
    int length = texts.lengths[row];
    return length == texts.lengths[row - 1]
        && TextFind.isEqual(
            texts.values, texts.starts[row], texts.values, texts.starts[row - 1], length);
  }

  private LikePattern read(TextWindow patterns, int row) {
    String text = patterns.text(row);
    LikePattern read = LikePattern.of(text, escape, letters);
    if (read == null) {
      throw new TextFailure(
          row,
          "a pattern must go on behind its escape",
          "'" + text + "'",
          "write the escape twice to mean itself");
    }
    return read;
  }
}
