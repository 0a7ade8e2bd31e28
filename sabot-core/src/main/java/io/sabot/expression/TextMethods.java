package io.sabot.expression;

/**
 * Functions of text in any layout. Positions and lengths count code points, positions from 1; case
 * follows {@code Locale.ROOT}. Results are Utf8, or LargeUtf8 where an argument is.
 */
public sealed interface TextMethods permits Expression {
  /** Code points. */
  default Expression length() {
    return Expression.function("length", this);
  }

  /** Bytes of text, as UTF-8, or of a binary value. */
  default Expression octetLength() {
    return Expression.function("octet_length", this);
  }

  /** In upper case as Java maps it: also one letter to several. */
  default Expression upper() {
    return Expression.function("upper", this);
  }

  /** In lower case as Java maps it: also one letter to several. */
  default Expression lower() {
    return Expression.function("lower", this);
  }

  /**
   * The first letter of each word in title case, the others in lower case, code point by code
   * point. Words are made of letters, digits and marks.
   */
  default Expression initcap() {
    return Expression.function("initcap", this);
  }

  /** Its code points, the last first. */
  default Expression reverse() {
    return Expression.function("reverse", this);
  }

  /** Without the spaces (U+0020) at both ends. */
  default Expression trim() {
    return Expression.function("trim", this);
  }

  /** Without any of these characters at both ends. */
  default Expression trim(String characters) {
    return Expression.function("trim", this, characters);
  }

  /** Without the spaces (U+0020) in front. */
  default Expression ltrim() {
    return Expression.function("ltrim", this);
  }

  /** Without any of these characters in front. */
  default Expression ltrim(String characters) {
    return Expression.function("ltrim", this, characters);
  }

  /** Without the spaces (U+0020) at the end. */
  default Expression rtrim() {
    return Expression.function("rtrim", this);
  }

  /** Without any of these characters at the end. */
  default Expression rtrim(String characters) {
    return Expression.function("rtrim", this, characters);
  }

  /** From a position to the end; see {@link #substring(Object, Object)}. */
  default Expression substring(Object start) {
    return Expression.function("substring", this, start);
  }

  /**
   * So many code points from a position on, as far as they are there. A negative position counts
   * from the end, -1 is the last. Places before the text, 0 among them, are empty but count: {@code
   * substring(0, 2)} is the first code point. A negative length takes what lies before the
   * position.
   */
  default Expression substring(Object start, Object length) {
    return Expression.function("substring", this, start, length);
  }

  /** So many code points from the front; all but so many from the end where it is negative. */
  default Expression left(Object count) {
    return Expression.function("left", this, count);
  }

  /** So many code points from the end; all but so many from the front where it is negative. */
  default Expression right(Object count) {
    return Expression.function("right", this, count);
  }

  /** Whether it begins with a text. */
  default Expression startsWith(Object search) {
    return Expression.function("starts_with", this, search);
  }

  /** Whether it ends with a text. */
  default Expression endsWith(Object search) {
    return Expression.function("ends_with", this, search);
  }

  /** Whether a text occurs in it. */
  default Expression contains(Object search) {
    return Expression.function("contains", this, search);
  }

  /** The position where a text occurs first, 0 where it does not; the empty text is at 1. */
  default Expression position(Object search) {
    return Expression.function("position", this, search);
  }

  /**
   * Whether all of it matches a pattern, in which {@code %} is any text and {@code _} any code
   * point. Nothing escapes them.
   */
  default Expression like(Object pattern) {
    return Expression.function("like", this, pattern);
  }

  /** As {@link #like(Object)}; the character behind {@code escape} stands for itself. */
  default Expression like(Object pattern, String escape) {
    return Expression.function("like", this, pattern, escape);
  }

  /** As {@link #like(Object)}, case ignored code point by code point. */
  default Expression ilike(Object pattern) {
    return Expression.function("ilike", this, pattern);
  }

  /** As {@link #like(Object, String)}, case ignored code point by code point. */
  default Expression ilike(Object pattern, String escape) {
    return Expression.function("ilike", this, pattern, escape);
  }

  /** Whether a {@link java.util.regex.Pattern} is found in it; anchors make it match all of it. */
  default Expression regexpMatches(Object pattern) {
    return Expression.function("regexp_matches", this, pattern);
  }

  /**
   * As {@link #regexpMatches(Object)}.
   *
   * @param options letters: {@code i} ignores case, {@code m} lets anchors match at lines, {@code
   *     s} lets a dot match line ends
   */
  default Expression regexpMatches(Object pattern, String options) {
    return Expression.function("regexp_matches", this, pattern, options);
  }

  /**
   * Replaces the first match of a {@link java.util.regex.Pattern}. In the replacement {@code $1}
   * and {@code ${name}} are groups, the empty text where one took no part; a backslash makes the
   * character behind it plain.
   */
  default Expression regexpReplace(Object pattern, Object replacement) {
    return Expression.function("regexp_replace", this, pattern, replacement);
  }

  /**
   * As {@link #regexpReplace(Object, Object)}.
   *
   * @param options letters: {@code g} replaces all matches; others as in {@link
   *     #regexpMatches(Object, String)}
   */
  default Expression regexpReplace(Object pattern, Object replacement, String options) {
    return Expression.function("regexp_replace", this, pattern, replacement, options);
  }

  /** The first match of a {@link java.util.regex.Pattern}; null where there is none. */
  default Expression regexpExtract(Object pattern) {
    return Expression.function("regexp_extract", this, pattern);
  }

  /**
   * A group of the first match of a {@link java.util.regex.Pattern}, 0 is all of it; null where
   * there is no match or the group took no part in it.
   */
  default Expression regexpExtract(Object pattern, int group) {
    return Expression.function("regexp_extract", this, pattern, group);
  }

  /** As {@link #regexpExtract(Object, int)}, options as {@link #regexpMatches(Object, String)}. */
  default Expression regexpExtract(Object pattern, int group, String options) {
    return Expression.function("regexp_extract", this, pattern, group, options);
  }

  /** With every occurrence of a text replaced, from the front; of the empty text none is. */
  default Expression replace(Object search, Object replacement) {
    return Expression.function("replace", this, search, replacement);
  }

  /**
   * The parts between separators, as a list of one or more; the empty separator gives the code
   * points.
   */
  default Expression split(Object separator) {
    return Expression.function("split", this, separator);
  }

  /**
   * One of the parts of {@link #split}, counted from 1, or from the end where it is negative; the
   * empty text where there is no such part.
   */
  default Expression splitPart(Object separator, Object index) {
    return Expression.function("split_part", this, separator, index);
  }

  /** Cut or filled with spaces in front to so many code points. */
  default Expression lpad(Object length) {
    return Expression.function("lpad", this, length);
  }

  /** Cut or filled in front to so many code points, in turn those of {@code fill}, if any. */
  default Expression lpad(Object length, Object fill) {
    return Expression.function("lpad", this, length, fill);
  }

  /** Cut or filled with spaces at the end to so many code points. */
  default Expression rpad(Object length) {
    return Expression.function("rpad", this, length);
  }

  /** Cut or filled at the end to so many code points, in turn those of {@code fill}, if any. */
  default Expression rpad(Object length, Object fill) {
    return Expression.function("rpad", this, length, fill);
  }

  /** So many times one behind the other; a result of more than 64 MiB is an error. */
  default Expression repeat(Object count) {
    return Expression.function("repeat", this, count);
  }
}
