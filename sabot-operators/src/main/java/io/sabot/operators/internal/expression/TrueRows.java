package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.MarkedRows;
import io.sabot.batch.Memory;
import io.sabot.batch.Selection;
import io.sabot.operators.internal.kernel.BitKernels;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The rows of a bitmap that are true; null is not. */
public final class TrueRows {
  private TrueRows() {}

  /** The active rows of a frame that are true: all, none or a list. */
  static Selection select(Frame frame, Column predicate) {
    MemorySegment values = predicate.segment(1);
    MemorySegment validity = predicate.validity();
    int length = frame.length();
    if (validity == null || frame.active() == null) {
      MemorySegment other = validity == null ? frame.active() : validity;
      return select(values, other, length, frame.allocator());
    }
    ArrowBuf scratch = Memory.allocate(frame.allocator(), Math.max(8, Bitmaps.bytes(length)));
    try {
      Kernels.BITS.and(validity, frame.active(), length, Memory.segment(scratch));
      return select(values, Memory.segment(scratch), length, frame.allocator());
    } finally {
      scratch.getReferenceManager().release();
    }
  }

  /** The rows whose bit is set in both: all, none or a list. */
  public static Selection select(
      MemorySegment values,
      @Nullable MemorySegment validity,
      int length,
      BufferAllocator allocator) {
    if (validity == null) {
      return select(values, length);
    }
    ArrowBuf scratch = Memory.allocate(allocator, Math.max(8, Bitmaps.bytes(length)));
    try {
      Kernels.BITS.and(values, validity, length, Memory.segment(scratch));
      return select(Memory.segment(scratch), length);
    } finally {
      scratch.getReferenceManager().release();
    }
  }

  private static Selection select(MemorySegment bits, int length) {
    int count = Bitmaps.count(bits, length);
    if (count == length) {
      return Selection.ALL;
    }
    if (count == 0) {
      return Selection.NONE;
    }
    return new MarkedRows(bits, length, count, TrueRows::list);
  }

  /** The positions of set bits, in an array that is longer. */
  static int[] list(long[] words, int size) {
    int[] rows = new int[size + BitKernels.INDEX_SLACK];
    Kernels.BITS.indices(words, rows);
    return rows;
  }
}
