package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Lengths and bytes of string and binary sort keys, encoded as {@link SortKeyKernels} says. A null
 * takes no bytes behind its marker. Lengths are added to {@code lengths}.
 */
public final class VariableKeyKernels {
  private VariableKeyKernels() {}

  private static boolean isNull(@Nullable MemorySegment validity, int row) {
    return validity != null && !Bitmaps.get(validity, row);
  }

  /** Lengths of values between 32-bit offsets. */
  public static void lengths(
      MemorySegment offsets,
      MemorySegment bytes,
      @Nullable MemorySegment validity,
      int rows,
      long[] lengths) {
    for (int i = 0; i < rows; i++) {
      if (!isNull(validity, i)) {
        long start = offsets.get(Memory.INT, (long) i << 2);
        long end = offsets.get(Memory.INT, (i + 1L) << 2);
        lengths[i] += SortKeyKernels.escapedLength(bytes, start, end - start);
      }
    }
  }

  /** Bytes of values between 32-bit offsets. */
  public static void write(
      MemorySegment offsets,
      MemorySegment bytes,
      @Nullable MemorySegment validity,
      int rows,
      byte flip,
      MemorySegment to,
      long[] cursors) {
    for (int i = 0; i < rows; i++) {
      if (!isNull(validity, i)) {
        long start = offsets.get(Memory.INT, (long) i << 2);
        long end = offsets.get(Memory.INT, (i + 1L) << 2);
        cursors[i] = SortKeyKernels.escape(bytes, start, end - start, flip, to, cursors[i]);
      }
    }
  }

  /** Lengths of values between 64-bit offsets. */
  public static void largeLengths(
      MemorySegment offsets,
      MemorySegment bytes,
      @Nullable MemorySegment validity,
      int rows,
      long[] lengths) {
    for (int i = 0; i < rows; i++) {
      if (!isNull(validity, i)) {
        long start = offsets.get(Memory.LONG, (long) i << 3);
        long end = offsets.get(Memory.LONG, (i + 1L) << 3);
        lengths[i] += SortKeyKernels.escapedLength(bytes, start, end - start);
      }
    }
  }

  /** Bytes of values between 64-bit offsets. */
  public static void largeWrite(
      MemorySegment offsets,
      MemorySegment bytes,
      @Nullable MemorySegment validity,
      int rows,
      byte flip,
      MemorySegment to,
      long[] cursors) {
    for (int i = 0; i < rows; i++) {
      if (!isNull(validity, i)) {
        long start = offsets.get(Memory.LONG, (long) i << 3);
        long end = offsets.get(Memory.LONG, (i + 1L) << 3);
        cursors[i] = SortKeyKernels.escape(bytes, start, end - start, flip, to, cursors[i]);
      }
    }
  }

  /** Lengths of views; {@code data} are the buffers that long ones point into. */
  public static void viewLengths(
      MemorySegment views,
      MemorySegment[] data,
      @Nullable MemorySegment validity,
      int rows,
      long[] lengths) {
    for (int i = 0; i < rows; i++) {
      if (!isNull(validity, i)) {
        long at = (long) i << 4;
        int length = views.get(Memory.INT, at);
        MemorySegment bytes = length <= 12 ? views : data[views.get(Memory.INT, at + 8)];
        long start = length <= 12 ? at + 4 : views.get(Memory.INT, at + 12);
        lengths[i] += SortKeyKernels.escapedLength(bytes, start, length);
      }
    }
  }

  /** Bytes of views. */
  public static void viewWrite(
      MemorySegment views,
      MemorySegment[] data,
      @Nullable MemorySegment validity,
      int rows,
      byte flip,
      MemorySegment to,
      long[] cursors) {
    for (int i = 0; i < rows; i++) {
      if (!isNull(validity, i)) {
        long at = (long) i << 4;
        int length = views.get(Memory.INT, at);
        MemorySegment bytes = length <= 12 ? views : data[views.get(Memory.INT, at + 8)];
        long start = length <= 12 ? at + 4 : views.get(Memory.INT, at + 12);
        cursors[i] = SortKeyKernels.escape(bytes, start, length, flip, to, cursors[i]);
      }
    }
  }
}
