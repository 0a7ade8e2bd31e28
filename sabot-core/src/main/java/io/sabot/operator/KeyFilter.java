package io.sabot.operator;

import io.sabot.batch.Column;
import io.sabot.source.ColumnBounds;
import java.util.List;

/**
 * Which keys some stage of a run still needs, known from a moment of the run on. It may say that a
 * key is needed which is not, never the other way round. Any number of threads may ask.
 */
public interface KeyFilter {
  /**
   * Looks keys up.
   *
   * @param keys a flat column for each part of the key, of at least {@code rows} rows; they stay
   *     with the caller
   * @param found receives a number for each row, negative where no row with its key is needed
   */
  void find(List<Column> keys, int rows, int[] found);

  /**
   * Whether some key that is needed may lie in a part of a source.
   *
   * @param part which part of the key the bounds are of
   * @param bounds what is known of that column there
   */
  boolean meets(int part, ColumnBounds bounds);

  /** Says how many of how many rows were kept: one that keeps nearly all is not asked any more. */
  void note(int rows, int kept);

  /** Whether it pays to ask. */
  boolean pays();
}
