package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** What functions of text come down to. Immutable. */
public sealed interface TextKernel {
  /** A test of one text that looks at all rows at once, also under nulls. */
  non-sealed interface Scan extends TextKernel {
    /** Writes a bit per row. */
    void scan(
        MemorySegment offsets, int width, MemorySegment values, int length, MemorySegment bits);
  }

  /** A number for each row of one text, all rows at once, also under nulls. */
  non-sealed interface Measure extends TextKernel {
    /** Writes a 32-bit integer per row. */
    void measure(
        MemorySegment offsets, int width, MemorySegment values, int length, MemorySegment to);
  }

  /** A test of some arguments. */
  non-sealed interface Test extends TextKernel {
    /** Sets the bits of the rows that pass; the others are 0 before. */
    void test(TextChunk chunk, long[] bits);
  }

  /** A number from some arguments. */
  non-sealed interface Count extends TextKernel {
    /** Gives a number per row. */
    void count(TextChunk chunk, int[] results);
  }

  /** A text from some arguments. */
  non-sealed interface Write extends TextKernel {
    /** Appends the result of each row, and says where it ends. */
    void write(TextChunk chunk, TextSink sink, long[] ends);

    /** Bytes that results will take, so that memory need not grow: a guess. */
    default long expected(long bytes, int rows) {
      return 8L * rows;
    }
  }

  /** A text or null from some arguments. */
  non-sealed interface Find extends TextKernel {
    /** As {@link Write#write}, and sets the bits of the rows that are not null. */
    void find(TextChunk chunk, TextSink sink, long[] ends, long[] valid);
  }

  /** Texts of any number for each row from some arguments. */
  non-sealed interface Spread extends TextKernel {
    /** Appends the parts of each row, and says which is the first behind it. */
    void spread(TextChunk chunk, TextSink sink, TextParts parts, int[] ends);
  }
}
