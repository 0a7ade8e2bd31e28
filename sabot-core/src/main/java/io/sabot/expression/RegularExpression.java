package io.sabot.expression;

import java.util.regex.Pattern;

/**
 * A {@link Pattern} with the options of a call.
 *
 * @param pattern the pattern with its flags
 * @param scope which matches are meant
 */
public record RegularExpression(Pattern pattern, Scope scope) {
  /** Which matches are meant. */
  public enum Scope {
    /** Only the first. */
    FIRST,
    /** All of them. */
    ALL
  }

  /** The letters that a function takes as options. */
  enum Options {
    MATCHING("ims"),
    REPLACING("gims");

    private final String letters;

    Options(String letters) {
      this.letters = letters;
    }

    String letters() {
      return letters;
    }

    boolean allow(String options) {
      return options.chars().allMatch(letter -> letters.indexOf(letter) >= 0);
    }
  }

  /**
   * Compiles a pattern.
   *
   * @throws java.util.regex.PatternSyntaxException where it is none
   */
  public static RegularExpression of(String pattern, String options) {
    int flags = 0;
    flags |= options.contains("i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    flags |= options.contains("m") ? Pattern.MULTILINE : 0;
    flags |= options.contains("s") ? Pattern.DOTALL : 0;
    Scope scope = options.contains("g") ? Scope.ALL : Scope.FIRST;
    return new RegularExpression(Pattern.compile(pattern, flags), scope);
  }

  /** How many groups it has, the whole match not counted. */
  public int groups() {
    return pattern.matcher("").groupCount();
  }
}
