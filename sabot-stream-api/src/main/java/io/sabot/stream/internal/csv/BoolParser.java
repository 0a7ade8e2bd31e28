package io.sabot.stream.internal.csv;

/** {@code true} and {@code false}, whatever their case, as 1 and 0. */
final class BoolParser extends CsvParser {
  @Override
  boolean parse(char[] text, int from, int end) {
    boolean yes = is("true", text, from, end);
    value = yes ? 1 : 0;
    return yes || is("false", text, from, end);
  }
}
