package io.sabot.operators.internal.kernel;

import io.sabot.expression.RegexReplacement;
import io.sabot.expression.RegularExpression;
import io.sabot.expression.RegularExpression.Scope;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * {@code regexp_replace}. Expression and replacement are both known, or the second and the third
 * text.
 */
public record RegexReplace(
    @Nullable RegularExpression expression, @Nullable RegexReplacement replacement, String options)
    implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    RegexCursor cursor = new RegexCursor(chunk, expression, options);
    RegexReplacement current = replacement;
    for (int i = 0; i < chunk.count(); i++) {
      Matcher matcher = cursor.at(i);
      if (replacement == null) {
        current = read(chunk.text(2), i, cursor.expression());
      }
      replace(cursor, matcher, java.util.Objects.requireNonNull(current), sink);
      ends[i] = sink.size();
    }
  }

  private static RegexReplacement read(TextWindow texts, int row, RegularExpression expression) {
    String text = texts.text(row);
    try {
      return RegexReplacement.of(text, expression.pattern());
    } catch (IllegalArgumentException failure) {
      throw new TextFailure(
          row,
          "a replacement must refer to groups of its pattern",
          "'" + text + "'",
          "write \\$ for a dollar sign and \\\\ for a backslash");
    }
  }

  private static void replace(
      RegexCursor cursor, Matcher matcher, RegexReplacement replacement, TextSink sink) {
    int from = cursor.start();
    boolean all = cursor.expression().scope() == Scope.ALL;
    boolean more = cursor.find(matcher);
    while (more) {
      cursor.append(from, matcher.start(), sink);
      put(cursor, matcher, replacement, sink);
      from = matcher.end();
      more = all && cursor.find(matcher);
    }
    cursor.append(from, cursor.end(), sink);
  }

  private static void put(
      RegexCursor cursor, Matcher matcher, RegexReplacement replacement, TextSink sink) {
    for (RegexReplacement.Part part : replacement.parts()) {
      switch (part) {
        case RegexReplacement.Plain(String text) -> sink.put(text);
        case RegexReplacement.Group(int group) -> {
          if (matcher.start(group) >= 0) {
            cursor.append(matcher.start(group), matcher.end(group), sink);
          }
        }
      }
    }
  }
}
