package io.sabot.expression;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * A pattern of {@link DateTimeFormatter} in {@code Locale.ROOT}. What a text leaves out behind the
 * hour is 0. Days and times that do not exist do not read; so that this needs no era, {@code y} is
 * the year as {@code u} counts it wherever the pattern has no {@code G}.
 *
 * @param letters the pattern, years as {@code u}
 * @param formatter reads and writes it
 */
public record TimePattern(String letters, DateTimeFormatter formatter) {
  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static TimePattern of(String pattern) {
    String letters = hasEra(pattern) ? pattern : withYears(pattern);
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(letters)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    return new TimePattern(letters, formatter);
  }

  private static boolean hasEra(String pattern) {
    return !replaced(pattern, 'G', 'g').equals(pattern);
  }

  private static String withYears(String pattern) {
    return replaced(pattern, 'y', 'u');
  }

  /** With one letter for another, but in quotes. */
  private static String replaced(String pattern, char letter, char other) {
    StringBuilder result = new StringBuilder();
    boolean quoted = false;
    for (char c : pattern.toCharArray()) {
      quoted ^= c == '\'';
      result.append(!quoted && c == letter ? other : c);
    }
    return result.toString();
  }
}
