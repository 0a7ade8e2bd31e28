package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows a node is evaluated for.
 *
 * @param where the operator, for messages
 * @param inputs the columns, lent
 * @param scratch where results are born
 * @param active a bit per row that matters, or null where all do; lent
 * @param memo results for the rows of the outer frame; lent
 * @param outer the frame of which this one takes some rows, or null where it takes all
 */
record Frame(
    String where,
    Inputs inputs,
    Scratch scratch,
    @Nullable MemorySegment active,
    Memo memo,
    @Nullable Frame outer) {

  /** All rows of a batch, or those of {@code active}. */
  static Frame of(
      String where,
      Batch batch,
      BufferAllocator allocator,
      @Nullable MemorySegment active,
      Memo memo) {
    Scratch fresh = Scratch.fresh(allocator);
    return new Frame(where, new Inputs.Whole(batch), fresh, active, memo, null);
  }

  BufferAllocator allocator() {
    return scratch.allocator();
  }

  int length() {
    return inputs.length();
  }

  /** The same rows, of which fewer matter. */
  Frame within(@Nullable MemorySegment rows) {
    return new Frame(where, inputs, scratch, rows, memo, outer == null ? this : outer);
  }

  /** Bits of active rows {@code 64 × word} and following. */
  long activeWord(int word) {
    if (active != null) {
      return Bitmaps.word(active, word, length());
    }
    int rest = length() - (word << 6);
    return rest >= 64 ? -1 : (1L << rest) - 1;
  }
}
