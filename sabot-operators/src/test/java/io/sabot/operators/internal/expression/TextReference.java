package io.sabot.operators.internal.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of text on Java's strings, written to be read and not to be fast. */
final class TextReference {
  private TextReference() {}

  private static int[] points(String text) {
    return text.codePoints().toArray();
  }

  private static String text(int[] points, long from, long to) {
    int start = Math.clamp(from, 0, points.length);
    int end = Math.clamp(to, start, points.length);
    return new String(points, start, end - start);
  }

  static String substring(String text, long start, @Nullable Long length) {
    int[] points = points(text);
    long first = start > 0 ? start - 1 : start < 0 ? points.length + start : -1;
    if (length == null) {
      return text(points, first, points.length);
    }
    return text(points, Math.min(first, first + length), Math.max(first, first + length));
  }

  static String left(String text, long count) {
    int[] points = points(text);
    return text(points, 0, count < 0 ? points.length + count : count);
  }

  static String right(String text, long count) {
    int[] points = points(text);
    return text(points, count < 0 ? -count : points.length - count, points.length);
  }

  static String trim(String text, String characters, boolean front, boolean back) {
    int[] points = points(text);
    int start = 0;
    int end = points.length;
    while (front && start < end && characters.indexOf(points[start]) >= 0) {
      start++;
    }
    while (back && end > start && characters.indexOf(points[end - 1]) >= 0) {
      end--;
    }
    return text(points, start, end);
  }

  static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  static String initcap(String text) {
    StringBuilder result = new StringBuilder();
    boolean inWord = false;
    for (int point : points(text)) {
      boolean isWord = Character.toString(point).matches("[\\p{L}\\p{Nd}\\p{M}]");
      int mapped = inWord ? Character.toLowerCase(point) : Character.toTitleCase(point);
      result.appendCodePoint(isWord ? mapped : point);
      inWord = isWord;
    }
    return result.toString();
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static long position(String text, String search) {
    int at = text.indexOf(search);
    return at < 0 ? 0 : text.codePointCount(0, at) + 1;
  }

  static String replace(String text, String search, String other) {
    return search.isEmpty() ? text : text.replace(search, other);
  }

  static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      text.codePoints().forEach(point -> parts.add(Character.toString(point)));
    } else {
      parts.addAll(Arrays.asList(text.split(Pattern.quote(separator), -1)));
    }
    return parts.isEmpty() ? List.of("") : parts;
  }

  static String splitPart(String text, String separator, long index) {
    List<String> parts = split(text, separator);
    long at = index < 0 ? parts.size() + index : index - 1;
    return at >= 0 && at < parts.size() ? parts.get((int) at) : "";
  }

  static String pad(String text, long length, String fill, boolean front) {
    int[] points = points(text);
    if (points.length >= length || fill.isEmpty()) {
      return text(points, 0, length);
    }
    int missing = (int) length - points.length;
    int[] filling = points(fill.repeat(missing));
    String added = text(filling, 0, missing);
    return front ? added + text : text + added;
  }

  static String repeat(String text, long count) {
    return text.repeat((int) Math.max(0, count));
  }

  static boolean like(String text, String pattern, int escape, boolean folded) {
    StringBuilder regex = new StringBuilder();
    int[] points = points(pattern);
    for (int i = 0; i < points.length; i++) {
      boolean escaped = points[i] == escape;
      int point = escaped ? points[++i] : points[i];
      if (!escaped && point == '%') {
        regex.append(".*");
      } else if (!escaped && point == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(Character.toString(folded ? fold(point) : point)));
      }
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(point -> shown.appendCodePoint(folded ? fold(point) : point));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(shown).matches();
  }

  private static int fold(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  static String regexpReplace(String text, String pattern, String replacement, boolean all) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return all ? matcher.replaceAll(replacement) : matcher.replaceFirst(replacement);
  }

  static @Nullable String regexpExtract(String text, String pattern, int group) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(group) : null;
  }
}
