package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arguments of a function of texts for a few neighbouring rows. Not thread-safe. */
public final class TextChunk {
  /** What arguments that are null mean. */
  public enum Nulls {
    /** The result is null, whatever the function makes of an empty text. */
    STRICT,
    /** The function sees which texts but the first are null. */
    SEEN
  }

  private final int rows;
  private final TextWindow[] texts;
  private final @Nullable MemorySegment[] validities;
  private final Numbers[] numbers;
  private final Nulls nulls;
  private final long[] live = new long[TextWindow.ROWS >>> 6];
  private final long[] valid = new long[TextWindow.ROWS >>> 6];
  private long @Nullable [] pieceStarts;
  private int @Nullable [] pieceLengths;
  private boolean allLive;
  private int first;
  private int count;

  /**
   * Rows to go through.
   *
   * @param validities of each text, looked at where nulls are seen
   */
  public TextChunk(
      int rows,
      TextWindow[] texts,
      @Nullable MemorySegment[] validities,
      Numbers[] numbers,
      Nulls nulls) {
    this.rows = rows;
    this.texts = texts;
    this.validities = validities;
    this.numbers = numbers;
    this.nulls = nulls;
  }

  /** Integers of 64 bits, as many as rows or, with a stride of 0, a single one. */
  public static final class Numbers {
    private final MemorySegment values;
    private final int stride;
    final long[] window;

    public Numbers(MemorySegment values, int stride, int rows) {
      this.values = values;
      this.stride = stride;
      this.window = new long[Math.min(TextWindow.ROWS, Math.max(1, rows))];
    }

    private void load(int first, int count) {
      if (stride == 0) {
        Arrays.fill(window, 0, count, values.get(Memory.LONG, 0));
        return;
      }
      for (int i = 0; i < count; i++) {
        window[i] = values.get(Memory.LONG, (long) first + i << 3);
      }
    }
  }

  /**
   * Moves to the window that starts at a row, a multiple of {@link TextWindow#ROWS}.
   *
   * @param valid a bit per row whose arguments are not null, or null where all are so
   * @param active a bit per row that matters, or null where all do
   */
  public void load(int row, @Nullable MemorySegment valid, @Nullable MemorySegment active) {
    first = row;
    count = Math.min(TextWindow.ROWS, rows - row);
    boolean some = valid != null || active != null;
    allLive = !some;
    if (some) {
      for (int w = 0; w << 6 < count; w++) {
        int word = (first >>> 6) + w;
        long bits = valid == null ? -1 : Bitmaps.word(valid, word, rows);
        live[w] = active == null ? bits : bits & Bitmaps.word(active, word, rows);
      }
    }
    long[] kept = some ? live : null;
    for (int i = 0; i < texts.length; i++) {
      texts[i].load(first, count);
      if (nulls == Nulls.SEEN && i > 0) {
        markNulls(i);
      }
      texts[i].keep(kept, count, 0);
    }
    for (Numbers argument : numbers) {
      argument.load(first, count);
      for (int i = 0; some && i < count; i++) {
        argument.window[i] &= -(live[i >>> 6] >>> i & 1);
      }
    }
  }

  private void markNulls(int text) {
    MemorySegment validity = validities[text];
    if (validity == null) {
      return;
    }
    boolean single = !texts[text].isDense();
    for (int w = 0; w << 6 < count; w++) {
      long bits = single ? 0 : Bitmaps.word(validity, (first >>> 6) + w, rows);
      valid[w] = single && Bitmaps.get(validity, 0) ? -1 : bits;
    }
    texts[text].keep(valid, count, TextWindow.NULL);
  }

  /** Its first row. */
  public int first() {
    return first;
  }

  /** How many rows it has. */
  public int count() {
    return count;
  }

  /** Whether a row of it is neither null nor passed over; others hold empty texts and 0. */
  boolean isLive(int row) {
    return allLive || (live[row >>> 6] >>> row & 1) != 0;
  }

  TextWindow text(int index) {
    return texts[index];
  }

  int texts() {
    return texts.length;
  }

  long[] numbers(int index) {
    return numbers[index].window;
  }

  int numbers() {
    return numbers.length;
  }

  /** Whether a number is the same in all rows. */
  boolean isConstant(int index) {
    return numbers[index].stride == 0;
  }

  /** A number that is the same in all rows, also where the first of them does not matter. */
  long constant(int index) {
    return numbers[index].values.get(Memory.LONG, 0);
  }

  /** Room for where pieces start. */
  long[] pieceStarts() {
    if (pieceStarts == null) {
      pieceStarts = new long[Math.min(TextWindow.ROWS, rows)];
    }
    return pieceStarts;
  }

  /** Room for how long pieces are. */
  int[] pieceLengths() {
    if (pieceLengths == null) {
      pieceLengths = new int[Math.min(TextWindow.ROWS, rows)];
    }
    return pieceLengths;
  }
}
