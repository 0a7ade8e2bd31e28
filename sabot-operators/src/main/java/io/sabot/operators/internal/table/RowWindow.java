package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays the numbers of many rows into a window, where each has a word of its own. Rows are first
 * dealt out to parts of the window that lie in a near cache, and then each part is filled: a write
 * far away costs more than ten times as much.
 */
final class RowWindow {
  private static final int STEP = WordIndex.STEP;

  /** Slots of a part: a megabyte. */
  private static final int PART_BITS = 18;

  private final List<Column> pieces;
  private final long base;
  private final long[] words = new long[STEP];

  private RowWindow(List<Column> pieces, long base) {
    this.pieces = pieces;
    this.base = base;
  }

  /**
   * A window with the number of each row, or null where two have the same word.
   *
   * @param pieces the words, none of them null, all of them in the window
   * @param base the first word of the window
   * @throws io.sabot.MemoryLimitException where there is no room to deal the rows out
   */
  static @Nullable DirectSlots of(
      List<Column> pieces, long base, long capacity, RunContext context, Reservation reservation) {
    RowWindow rows = new RowWindow(pieces, base);
    int[] starts = new int[(int) (capacity >>> PART_BITS) + 2];
    int count = rows.count(starts);
    try (GrowingBuffer dealt = new GrowingBuffer(context.allocator(), reservation)) {
      dealt.ensure((long) count << 3);
      Outlined.run(() -> rows.deal(starts, dealt.segment()));
      DirectSlots window =
          new DirectSlots(new GrowingBuffer(context.allocator(), reservation), base, capacity);
      if (Outlined.get(() -> window.fill(dealt.segment(), count))) {
        return window;
      }
      window.close();
      return null;
    }
  }

  /** Leaves where the rows of each part begin; gives how many there are. */
  private int count(int[] starts) {
    int all = 0;
    for (Column piece : pieces) {
      for (int from = 0; from < piece.length(); from += STEP) {
        int rows = Math.min(STEP, piece.length() - from);
        KeyEncoding.words(piece, from, rows, words);
        for (int i = 0; i < rows; i++) {
          starts[(int) (words[i] - base >>> PART_BITS) + 1]++;
        }
      }
      all += piece.length();
    }
    for (int part = 1; part < starts.length; part++) {
      starts[part] += starts[part - 1];
    }
    return all;
  }

  /** Writes the slot and the number of each row where the rows of its part lie. */
  private void deal(int[] next, MemorySegment to) {
    long row = 0;
    for (Column piece : pieces) {
      for (int from = 0; from < piece.length(); from += STEP) {
        int rows = Math.min(STEP, piece.length() - from);
        KeyEncoding.words(piece, from, rows, words);
        for (int i = 0; i < rows; i++, row++) {
          long slot = words[i] - base;
          int place = next[(int) (slot >>> PART_BITS)]++;
          to.set(Memory.LONG, (long) place << 3, slot << 32 | row);
        }
      }
    }
  }
}
