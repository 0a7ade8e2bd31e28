package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** One of the parts of {@link TextSplit}. */
public final class TextSplitPart extends TextPieceKernel {
  @Override
  void find(TextChunk chunk, long[] starts, int[] lengths) {
    TextWindow text = chunk.text(0);
    TextWindow separator = chunk.text(1);
    for (int i = 0; i < chunk.count(); i++) {
      long start = text.starts[i];
      long end = start + text.lengths[i];
      long index = chunk.numbers(0)[i];
      long wanted = index < 0 ? count(text.values, start, end, separator, i) + index : index - 1;
      starts[i] = start;
      lengths[i] = 0;
      if (wanted >= 0) {
        find(text.values, end, separator, i, wanted, starts, lengths);
      }
    }
  }

  private static long count(
      MemorySegment values, long start, long end, TextWindow separator, int row) {
    long count = 1;
    long hit = TextSplit.next(values, start, end, separator, row);
    while (hit >= 0) {
      count++;
      hit = TextSplit.next(values, hit + separator.lengths[row], end, separator, row);
    }
    return count;
  }

  private static void find(
      MemorySegment values,
      long end,
      TextWindow separator,
      int row,
      long wanted,
      long[] starts,
      int[] lengths) {
    long start = starts[row];
    long hit = TextSplit.next(values, start, end, separator, row);
    for (long i = 0; i < wanted; i++) {
      if (hit < 0) {
        return;
      }
      start = hit + separator.lengths[row];
      hit = TextSplit.next(values, start, end, separator, row);
    }
    starts[row] = start;
    lengths[row] = (int) ((hit < 0 ? end : hit) - start);
  }
}
