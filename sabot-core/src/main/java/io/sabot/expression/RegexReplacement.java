package io.sabot.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is put in place of a match: plain text and groups, in the notation of {@link
 * java.util.regex.Matcher#appendReplacement}.
 */
public record RegexReplacement(List<Part> parts) {
  /** One part. */
  public sealed interface Part {}

  /** Text as it is. */
  public record Plain(String text) implements Part {}

  /** What a group matched. */
  public record Group(int index) implements Part {}

  public RegexReplacement {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a replacement.
   *
   * @throws IllegalArgumentException where it refers to a group that the pattern has not
   */
  public static RegexReplacement of(String text, Pattern pattern) {
    return new Reader(text, pattern).read();
  }

  /** Reads from the front. */
  private static final class Reader {
    private final String text;
    private final Pattern pattern;
    private final int groups;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private int at;

    Reader(String text, Pattern pattern) {
      this.text = text;
      this.pattern = pattern;
      this.groups = pattern.matcher("").groupCount();
    }

    RegexReplacement read() {
      while (at < text.length()) {
        char next = text.charAt(at++);
        switch (next) {
          case '\\' -> plain.append(escaped());
          case '$' -> group();
          default -> plain.append(next);
        }
      }
      flush();
      return new RegexReplacement(parts);
    }

    private char escaped() {
      if (at == text.length()) {
        throw new IllegalArgumentException("ends in a backslash");
      }
      return text.charAt(at++);
    }

    private void group() {
      int index = at < text.length() && text.charAt(at) == '{' ? named() : numbered();
      flush();
      parts.add(new Group(index));
    }

    private int named() {
      int end = text.indexOf('}', at);
      String name = end < 0 ? text.substring(at + 1) : text.substring(at + 1, end);
      Integer index = pattern.namedGroups().get(name);
      if (end < 0 || index == null) {
        throw new IllegalArgumentException("names the group \"" + name + "\"");
      }
      at = end + 1;
      return index;
    }

    /** As many digits as lead to a group. */
    private int numbered() {
      int index = digit();
      if (index < 0 || index > groups) {
        throw new IllegalArgumentException(
            index < 0 ? "has a $ without a group" : "names group " + index + " of " + groups);
      }
      at++;
      for (int digit = digit(); digit >= 0 && index * 10 + digit <= groups; digit = digit()) {
        index = index * 10 + digit;
        at++;
      }
      return index;
    }

    private int digit() {
      boolean isDigit = at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
      return isDigit ? text.charAt(at) - '0' : -1;
    }

    private void flush() {
      if (!plain.isEmpty()) {
        parts.add(new Plain(plain.toString()));
        plain.setLength(0);
      }
    }
  }
}
