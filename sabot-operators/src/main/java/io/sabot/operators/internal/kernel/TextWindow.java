package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the texts of a few neighbouring rows lie, whatever the width of their offsets: kernels read
 * two arrays. Rows that do not matter have no bytes. Moved along by {@link TextChunk}.
 */
public final class TextWindow {
  /** Rows of a window at most; a multiple of 64. */
  public static final int ROWS = 1024;

  /** The length of a text that is null, where nulls are told apart. */
  static final int NULL = -1;

  private final MemorySegment offsets;
  private final int width;
  private final int stride;
  final MemorySegment values;
  final long[] starts;
  final int[] lengths;

  private TextWindow(
      MemorySegment offsets, int width, int stride, MemorySegment values, int capacity) {
    this.offsets = offsets;
    this.width = width;
    this.stride = stride;
    this.values = TextPattern.padded(values);
    this.starts = new long[capacity];
    this.lengths = new int[capacity];
  }

  /**
   * A window over texts between offsets of 4 or 8 bytes; a stride of 0 repeats the first one.
   *
   * @param rows how many there are to go through
   */
  public static TextWindow of(
      MemorySegment offsets, int width, MemorySegment values, int stride, int rows) {
    return new TextWindow(offsets, width, stride, values, Math.min(ROWS, Math.max(1, rows)));
  }

  void load(int first, int count) {
    if (stride == 0) {
      long start = TextKernels.offset(offsets, width, 0);
      Arrays.fill(starts, 0, count, start);
      Arrays.fill(
          lengths, 0, count, Math.toIntExact(TextKernels.offset(offsets, width, 1) - start));
    } else if (width == 4) {
      ints(offsets, first, count, starts, lengths);
    } else {
      longs(offsets, first, count, starts, lengths);
    }
  }

  private static void ints(
      MemorySegment offsets, int first, int count, long[] starts, int[] lengths) {
    int start = offsets.get(Memory.INT, (long) first << 2);
    for (int i = 0; i < count; i++) {
      int end = offsets.get(Memory.INT, (long) first + i + 1 << 2);
      starts[i] = start;
      lengths[i] = end - start;
      start = end;
    }
  }

  private static void longs(
      MemorySegment offsets, int first, int count, long[] starts, int[] lengths) {
    long start = offsets.get(Memory.LONG, (long) first << 3);
    for (int i = 0; i < count; i++) {
      long end = offsets.get(Memory.LONG, (long) first + i + 1 << 3);
      starts[i] = start;
      lengths[i] = Math.toIntExact(end - start);
      start = end;
    }
  }

  /** Gives another length to the rows whose bit is not set. */
  void keep(long @Nullable [] bits, int count, int length) {
    if (bits == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if ((bits[i >>> 6] >>> i & 1) == 0) {
        lengths[i] = length;
      }
    }
  }

  /** Where the bytes of the window begin. */
  long start() {
    return starts[0];
  }

  /** Where the bytes of the window end; they lie one behind the other, or all at one place. */
  long end(int count) {
    return isDense() ? starts[count - 1] + Math.max(0, lengths[count - 1]) : endOfRepeated(count);
  }

  /** The last row may be one that does not matter, and then has no bytes. */
  private long endOfRepeated(int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = Math.max(length, lengths[i]);
    }
    return starts[0] + length;
  }

  /** Whether the bytes of the window are ASCII. */
  boolean isAscii(int count) {
    return Kernels.BYTES.isAscii(values, start(), end(count));
  }

  /** Whether each row lies behind the one before it. */
  boolean isDense() {
    return stride != 0;
  }

  /** The bytes of a row, copied. */
  byte[] bytes(int row) {
    byte[] copy = new byte[lengths[row]];
    MemorySegment.copy(values, starts[row], MemorySegment.ofArray(copy), 0, copy.length);
    return copy;
  }

  /** The text of a row. */
  String text(int row) {
    return new String(bytes(row), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Bytes of all rows, those of a repeated one counted as often. */
  long size(int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.max(0, lengths[i]);
    }
    return sum;
  }
}
