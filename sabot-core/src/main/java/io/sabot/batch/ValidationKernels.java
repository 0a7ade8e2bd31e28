package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Loops that look for the first row that breaks a rule; -1 where none does. The good case runs
 * without branches: what must not be negative is or-ed together, and only a negative sum is
 * searched for its row.
 */
final class ValidationKernels {
  private static final int INLINE = 12;
  private static final int PART = 512;

  private ValidationKernels() {}

  static int descendingOffset(MemorySegment offsets, boolean large, int rows) {
    long signs = large ? offsetSigns8(offsets, rows) : offsetSigns4(offsets, rows);
    if (signs >= 0) {
      return -1;
    }
    long previous = TakeVariable.offset(offsets, large, 0);
    for (int i = 0; i < rows && previous >= 0; i++) {
      long next = TakeVariable.offset(offsets, large, i + 1L);
      if (next < previous) {
        return i;
      }
      previous = next;
    }
    return 0;
  }

  /**
   * Negative where some offset is, or lies below the one before it. Works on copies of a few
   * hundred offsets: a loop over an array is fast however deep in the pipeline it gets compiled
   * into, one over a segment only where the compiler still has levels of inlining left.
   */
  private static long offsetSigns4(MemorySegment offsets, int rows) {
    int[] part = new int[Math.min(rows, PART) + 1];
    int signs = 0;
    for (int start = 0; start < rows; start += PART) {
      int count = Math.min(PART, rows - start);
      MemorySegment.copy(offsets, Memory.INT, (long) start << 2, part, 0, count + 1);
      signs |= part[0] | signs(part, count);
    }
    return signs;
  }

  private static int signs(int[] offsets, int count) {
    int signs = 0;
    for (int i = 0; i < count; i++) {
      // From a value that is not negative no difference to another such overflows.
      signs |= offsets[i + 1] | (offsets[i + 1] - offsets[i]);
    }
    return signs;
  }

  private static long offsetSigns8(MemorySegment offsets, int rows) {
    long[] part = new long[Math.min(rows, PART) + 1];
    long signs = 0;
    for (int start = 0; start < rows; start += PART) {
      int count = Math.min(PART, rows - start);
      MemorySegment.copy(offsets, Memory.LONG, (long) start << 3, part, 0, count + 1);
      signs |= part[0] | signs(part, count);
    }
    return signs;
  }

  private static long signs(long[] offsets, int count) {
    long signs = 0;
    for (int i = 0; i < count; i++) {
      signs |= offsets[i + 1] | (offsets[i + 1] - offsets[i]);
    }
    return signs;
  }

  static int badView(
      MemorySegment views, MemorySegment[] data, int rows, @Nullable MemorySegment validity) {
    for (int i = 0; i < rows; i++) {
      long at = (long) i << 4;
      int length = views.get(Memory.INT, at);
      if (length >= 0 && length <= INLINE) {
        continue;
      }
      if (valid(validity, i) && (length < 0 || !inData(views, at, length, data))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean inData(MemorySegment views, long at, int length, MemorySegment[] data) {
    int buffer = views.get(Memory.INT, at + 8);
    long offset = views.get(Memory.INT, at + 12);
    return buffer >= 0
        && buffer < data.length
        && offset >= 0
        && offset + length <= data[buffer].byteSize()
        && data[buffer].get(Memory.INT, offset) == views.get(Memory.INT, at + 4);
  }

  static int badListView(
      MemorySegment offsets, MemorySegment sizes, boolean large, int rows, int childRows) {
    for (int i = 0; i < rows; i++) {
      long offset = TakeVariable.offset(offsets, large, i);
      long size = TakeVariable.offset(sizes, large, i);
      if (offset < 0 || size < 0 || offset > childRows || size > childRows - offset) {
        return i;
      }
    }
    return -1;
  }

  static int badTypeId(MemorySegment types, int[] childOfType, int rows) {
    for (int i = 0; i < rows; i++) {
      if (childOfType[types.get(Memory.BYTE, i) & 0xFF] < 0) {
        return i;
      }
    }
    return -1;
  }

  static int badUnionOffset(
      MemorySegment types, MemorySegment offsets, int[] childOfType, int[] childLengths, int rows) {
    for (int i = 0; i < rows; i++) {
      int offset = offsets.get(Memory.INT, (long) i << 2);
      int child = childOfType[types.get(Memory.BYTE, i) & 0xFF];
      if (offset < 0 || offset >= childLengths[child]) {
        return i;
      }
    }
    return -1;
  }

  static int badRunEnd(MemorySegment ends, int width, int runs) {
    long previous = 0;
    for (int i = 0; i < runs; i++) {
      long end = runEnd(ends, width, i);
      if (end <= previous) {
        return i;
      }
      previous = end;
    }
    return -1;
  }

  static long runEnd(MemorySegment ends, int width, int run) {
    return switch (width) {
      case 2 -> ends.get(Memory.SHORT, (long) run << 1);
      case 4 -> ends.get(Memory.INT, (long) run << 2);
      default -> ends.get(Memory.LONG, (long) run << 3);
    };
  }

  /** The first row that is not null and has an index outside the dictionary. */
  static int badIndex(
      MemorySegment indices,
      int bits,
      boolean signed,
      int rows,
      long limit,
      @Nullable MemorySegment validity) {
    if (indexSigns(indices, bits, signed, rows, limit) >= 0) {
      return -1;
    }
    for (int i = 0; i < rows; i++) {
      long index = index(indices, bits, signed, i);
      if ((index < 0 || index >= limit) && valid(validity, i)) {
        return i;
      }
    }
    return -1;
  }

  private static long indexSigns(
      MemorySegment indices, int bits, boolean signed, int rows, long limit) {
    long signs = 0;
    if (bits == 32 && signed) {
      for (int i = 0; i < rows; i++) {
        long index = indices.get(Memory.INT, (long) i << 2);
        signs |= index | (limit - 1 - index);
      }
      return signs;
    }
    for (int i = 0; i < rows; i++) {
      long index = index(indices, bits, signed, i);
      signs |= index | (limit - 1 - index);
    }
    return signs;
  }

  private static long index(MemorySegment indices, int bits, boolean signed, int row) {
    return switch (bits) {
      case 8 -> {
        byte index = indices.get(Memory.BYTE, row);
        yield signed ? index : index & 0xFFL;
      }
      case 16 -> {
        short index = indices.get(Memory.SHORT, (long) row << 1);
        yield signed ? index : index & 0xFFFFL;
      }
      case 32 -> {
        int index = indices.get(Memory.INT, (long) row << 2);
        yield signed ? index : index & 0xFFFFFFFFL;
      }
      default -> indices.get(Memory.LONG, (long) row << 3);
    };
  }

  static boolean valid(@Nullable MemorySegment validity, int row) {
    return validity == null || Bitmaps.get(validity, row);
  }
}
