package io.sabot.operators.internal.kernel;

import io.sabot.expression.RegularExpression;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a matcher on one row after the other. A window of ASCII becomes one string, in which rows
 * are regions that the matcher cannot look out of; other rows become a string each.
 */
final class RegexCursor {
  /** Longer windows are not copied as a whole. */
  private static final long LONGEST = 1 << 20;

  private final TextWindow text;
  private final @Nullable TextWindow patterns;
  private final String options;
  private final @Nullable String window;
  private final long base;
  private @Nullable RegularExpression expression;
  private @Nullable Matcher matcher;
  private String current = "";
  private int row;

  /**
   * A cursor over the first text of a chunk.
   *
   * @param expression the expression, or null where it is the second text
   */
  RegexCursor(TextChunk chunk, @Nullable RegularExpression expression, String options) {
    this.text = chunk.text(0);
    this.patterns = expression == null ? chunk.text(1) : null;
    this.options = options;
    this.expression = expression;
    this.base = text.start();
    long size = text.end(chunk.count()) - base;
    boolean whole = size <= LONGEST && text.isAscii(chunk.count());
    this.window = whole ? latin(text.values, base, (int) size) : null;
  }

  private static String latin(MemorySegment values, long start, int size) {
    byte[] copy = new byte[size];
    MemorySegment.copy(values, start, MemorySegment.ofArray(copy), 0, size);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  /** The matcher, before its first match in a row. */
  Matcher at(int next) {
    RegularExpression current = expression(next);
    row = next;
    if (matcher == null) {
      matcher = current.pattern().matcher(window == null ? "" : window);
    }
    if (window != null) {
      return matcher.region(start(), end());
    }
    this.current = text.text(next);
    return matcher.reset(this.current);
  }

  private RegularExpression expression(int next) {
    if (patterns != null && (expression == null || !TextLike.isAsBefore(patterns, next))) {
      expression = read(patterns.text(next), next);
      matcher = null;
    }
    return java.util.Objects.requireNonNull(expression);
  }

  private RegularExpression read(String pattern, int next) {
    try {
      return RegularExpression.of(pattern, options);
    } catch (PatternSyntaxException failure) {
      throw new TextFailure(
          next,
          "a pattern must follow java.util.regex",
          "'" + pattern + "'",
          "it has: " + failure.getDescription() + "; correct it, or keep such rows out");
    }
  }

  /** The expression of the row. */
  RegularExpression expression() {
    return java.util.Objects.requireNonNull(expression);
  }

  /** Finds the next match. */
  boolean find(Matcher on) {
    try {
      return on.find();
    } catch (StackOverflowError deep) {
      throw new TextFailure(
          row,
          "a text must match within the stack",
          text.lengths[row] + " bytes",
          "repeat classes instead of groups, e.g. [ab]* for (a|b)*, or make them possessive");
    }
  }

  /** Where the row begins, as the matcher counts. */
  int start() {
    return window == null ? 0 : (int) (text.starts[row] - base);
  }

  /** Where the row ends, as the matcher counts. */
  int end() {
    return window == null ? current.length() : start() + text.lengths[row];
  }

  /** Appends part of the row. */
  void append(int from, int to, TextSink sink) {
    if (window != null) {
      sink.put(text.values, base + from, to - from);
    } else {
      sink.put(current.substring(from, to));
    }
  }
}
