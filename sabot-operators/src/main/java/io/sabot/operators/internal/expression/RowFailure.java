package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Finds the first row that fails and matters, and says so. */
final class RowFailure {
  private static final int LIMIT = 80;

  /** Two 64-bit integers and a sign between. */
  private static final int VALUE = 43;

  private static final int EXPRESSION = 10;

  private RowFailure() {}

  /**
   * The first active, valid row whose bit in {@code ok} is not set, or -1. A single value fails in
   * row 0: at least one active row takes it.
   */
  static int first(Frame frame, @Nullable MemorySegment valid, MemorySegment ok, int length) {
    boolean single = length == 1 && frame.length() != 1;
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long active = single ? 1 : frame.activeWord(w);
      long known = valid == null ? -1 : Bitmaps.word(valid, w, length);
      long failed = active & known & ~Bitmaps.word(ok, w, length);
      if (failed != 0) {
        return (w << 6) + Long.numberOfTrailingZeros(failed);
      }
    }
    return -1;
  }

  /** The rule ends in a verb phrase that "does not" denies, e.g. "a value must fit Int8". */
  static RuntimeException of(
      Frame frame,
      ErrorCode code,
      String rule,
      String value,
      String expression,
      int row,
      String cure) {
    String shown = shortened(value, VALUE);
    String place = " at row " + frame.inputs().rowNumber(row) + " does not";
    int room = LIMIT - shown.length() - place.length() - " in \"\"".length();
    return Problem.at(frame.where(), code)
        .rule(rule)
        .but(shown + " in \"" + shortened(expression, Math.max(EXPRESSION, room)) + "\"" + place)
        .cure(cure)
        .run();
  }

  /** Messages are cut to 80 characters: the row must stay. */
  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
