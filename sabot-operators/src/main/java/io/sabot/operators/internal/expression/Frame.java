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
 * @param batch the columns, lent
 * @param allocator where results are born
 * @param active a bit per row that matters, or null where all do; lent
 */
record Frame(String where, Batch batch, BufferAllocator allocator, @Nullable MemorySegment active) {

  int length() {
    return batch.length();
  }

  /** The same rows, of which others matter. */
  Frame within(@Nullable MemorySegment rows) {
    return new Frame(where, batch, allocator, rows);
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
