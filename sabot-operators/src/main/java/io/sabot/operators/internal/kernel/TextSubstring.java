package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * So many code points from a position on. A piece is the overlap of the row with the places from
 * {@code first} (from 0, also before the row) to {@code end}.
 */
public enum TextSubstring implements TextKernel.Write {
  /** From a position, or so many code points from there. */
  SUBSTRING {
    @Override
    long first(long start, long size) {
      return start > 0 ? start - 1 : start < 0 ? size + start : -1;
    }

    @Override
    boolean needsSize(long start) {
      return start < 0;
    }
  },
  /** So many from the front. */
  LEFT {
    @Override
    long first(long count, long size) {
      return 0;
    }

    @Override
    long end(long count, long size) {
      return count < 0 ? size + count : count;
    }

    @Override
    boolean needsSize(long count) {
      return count < 0;
    }
  },
  /** So many from the end. */
  RIGHT {
    @Override
    long first(long count, long size) {
      return count < 0 ? -Math.max(count, -Long.MAX_VALUE) : size - count;
    }

    @Override
    boolean needsSize(long count) {
      return count >= 0;
    }
  };

  abstract long first(long number, long size);

  /** Where the piece ends if no length is given. */
  long end(long number, long size) {
    return Long.MAX_VALUE;
  }

  /** Whether the row must be counted. */
  abstract boolean needsSize(long number);

  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    long[] starts = chunk.pieceStarts();
    int[] lengths = chunk.pieceLengths();
    if (text.isAscii(chunk.count())) {
      if (!hasOnePlace(chunk)) {
        ascii(chunk, text, starts, lengths);
      } else {
        onePlace(chunk, text, starts, lengths);
      }
    } else {
      any(chunk, text, starts, lengths);
    }
    TextCopy.pieces(text.values, starts, lengths, chunk.count(), sink, ends);
  }

  /** Whether every row, however long, is cut at the same places. */
  private boolean hasOnePlace(TextChunk chunk) {
    return chunk.isConstant(0)
        && (chunk.numbers() == 1 || chunk.isConstant(1))
        && !needsSize(chunk.constant(0));
  }

  private void onePlace(TextChunk chunk, TextWindow text, long[] starts, int[] lengths) {
    long number = chunk.constant(0);
    long first = first(number, 0);
    long end = end(number, 0);
    if (chunk.numbers() > 1) {
      long other = sum(first, chunk.constant(1));
      end = Math.max(first, other);
      first = Math.min(first, other);
    }
    int from = Math.clamp(first, 0, Integer.MAX_VALUE);
    int to = Math.clamp(end, from, Integer.MAX_VALUE);
    cut(text.starts, text.lengths, chunk.count(), from, to, starts, lengths);
  }

  private static void cut(
      long[] rows, int[] sizes, int count, int from, int to, long[] starts, int[] lengths) {
    for (int i = 0; i < count; i++) {
      int begin = Math.min(from, sizes[i]);
      starts[i] = rows[i] + begin;
      lengths[i] = Math.min(to, sizes[i]) - begin;
    }
  }

  private void ascii(TextChunk chunk, TextWindow text, long[] starts, int[] lengths) {
    long[] numbers = chunk.numbers(0);
    long[] counts = chunk.numbers() > 1 ? chunk.numbers(1) : null;
    for (int i = 0; i < chunk.count(); i++) {
      int size = text.lengths[i];
      long number = numbers[i];
      long first = first(number, size);
      long end = end(number, size);
      if (counts != null) {
        long other = sum(first, counts[i]);
        end = Math.max(first, other);
        first = Math.min(first, other);
      }
      long from = Math.clamp(first, 0, size);
      starts[i] = text.starts[i] + from;
      lengths[i] = (int) Math.max(0, Math.min(end, size) - from);
    }
  }

  private void any(TextChunk chunk, TextWindow text, long[] starts, int[] lengths) {
    long[] numbers = chunk.numbers(0);
    long[] counts = chunk.numbers() > 1 ? chunk.numbers(1) : null;
    MemorySegment values = text.values;
    for (int i = 0; i < chunk.count(); i++) {
      long start = text.starts[i];
      long stop = start + text.lengths[i];
      long number = numbers[i];
      long size = needsSize(number) ? TextLengths.codePoints(values, start, stop) : 0;
      long first = first(number, size);
      long end = end(number, size);
      if (counts != null) {
        long other = sum(first, counts[i]);
        end = Math.max(first, other);
        first = Math.min(first, other);
      }
      long from = Math.max(0, first);
      starts[i] = CodePoints.skip(values, start, stop, from);
      long to = CodePoints.skip(values, starts[i], stop, Math.max(0, end - from));
      lengths[i] = (int) (to - starts[i]);
    }
  }

  /** The sum, or the outermost number where it would overflow. */
  private static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
