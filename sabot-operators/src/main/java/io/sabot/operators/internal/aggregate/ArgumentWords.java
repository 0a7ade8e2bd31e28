package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.operators.internal.table.RowBits;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The values of an argument, a step of rows at a time, so that they stay in the nearest cache. */
final class ArgumentWords {
  private final long[] words = new long[RowSteps.ROWS];
  private @Nullable Column argument;
  private long @Nullable [] valid;

  /** What is done with a step of values: those of nulls are replaced before. */
  interface Step {
    void take(long[] words, int count);
  }

  /**
   * Goes over to other values, which stay with the caller.
   *
   * @return a bit for each that is not null, or null where none is
   */
  long @Nullable [] begin(Column values, BufferAllocator allocator) {
    argument = values;
    valid = LogicalValidity.of(values, allocator);
    return valid;
  }

  /** Whether any value is null. */
  boolean hasNulls() {
    return valid != null;
  }

  /** The values themselves from {@code first} on, of a type that has them side by side. */
  MemorySegment values(int first, int bytesOfValue) {
    return argument.segment(1).asSlice((long) first * bytesOfValue);
  }

  /**
   * So many words of values, from {@code first} on; valid until the next call.
   *
   * @param count as many as there are in a step at most
   * @param ofNull the word that stands for a null
   */
  long[] take(int first, int count, long ofNull) {
    KeyEncoding.words(argument, first, count, words);
    if (valid != null) {
      RowBits.replaceNulls(valid, first, count, words, ofNull);
    }
    return words;
  }

  /** Shows all values, a step at a time. */
  void each(int rows, long ofNull, Step step) {
    for (int first = 0; first < rows; first += RowSteps.ROWS) {
      int count = Math.min(RowSteps.ROWS, rows - first);
      step.take(take(first, count, ofNull), count);
    }
  }
}
