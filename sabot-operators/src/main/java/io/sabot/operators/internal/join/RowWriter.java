package io.sabot.operators.internal.join;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Kernels that lay some values of a column into rows. */
final class RowWriter {
  private RowWriter() {}

  /**
   * Lays values {@code from} to {@code end}.
   *
   * @param first the number of the first row of the piece
   */
  static void write(
      RowLayout.Slot slot,
      Column column,
      int piece,
      int from,
      int end,
      MemorySegment rows,
      int first,
      long stride) {
    MemorySegment values = column.segment(1);
    long to = (first + (long) from) * stride + slot.at();
    switch (slot.width()) {
      case RowLayout.TEXT -> texts(values, column.segment(2), piece, from, end, rows, to, stride);
      case 1 -> bytes1(values, from, end, rows, to, stride);
      case 2 -> bytes2(values, from, end, rows, to, stride);
      case 4 -> bytes4(values, from, end, rows, to, stride);
      case 8 -> bytes8(values, from, end, rows, to, stride);
      default -> bytes16(values, from, end, rows, to, stride);
    }
    if (slot.nullAt() >= 0) {
      nulls(column, from, end, rows, to - slot.at() + slot.nullAt(), stride);
    }
  }

  private static void bytes1(
      MemorySegment values, int from, int end, MemorySegment rows, long to, long stride) {
    long at = to;
    for (long i = from; i < end; i++, at += stride) {
      rows.set(Memory.BYTE, at, values.get(Memory.BYTE, i));
    }
  }

  private static void bytes2(
      MemorySegment values, int from, int end, MemorySegment rows, long to, long stride) {
    long at = to;
    for (long i = from; i < end; i++, at += stride) {
      rows.set(Memory.SHORT, at, values.get(Memory.SHORT, i << 1));
    }
  }

  private static void bytes4(
      MemorySegment values, int from, int end, MemorySegment rows, long to, long stride) {
    long at = to;
    for (long i = from; i < end; i++, at += stride) {
      rows.set(Memory.INT, at, values.get(Memory.INT, i << 2));
    }
  }

  private static void bytes8(
      MemorySegment values, int from, int end, MemorySegment rows, long to, long stride) {
    long at = to;
    for (long i = from; i < end; i++, at += stride) {
      rows.set(Memory.LONG, at, values.get(Memory.LONG, i << 3));
    }
  }

  private static void bytes16(
      MemorySegment values, int from, int end, MemorySegment rows, long to, long stride) {
    long at = to;
    for (long i = from; i < end; i++, at += stride) {
      rows.set(Memory.LONG, at, values.get(Memory.LONG, i << 4));
      rows.set(Memory.LONG, at + 8, values.get(Memory.LONG, (i << 4) + 8));
    }
  }

  private static void texts(
      MemorySegment offsets,
      MemorySegment bytes,
      int piece,
      int from,
      int end,
      MemorySegment rows,
      long to,
      long stride) {
    long whole = bytes.byteSize() - RowLayout.INLINE;
    long at = to;
    long start = offsets.get(Memory.INT, (long) from << 2);
    for (long i = from; i < end; i++, at += stride) {
      long stop = offsets.get(Memory.INT, (i << 2) + 4);
      int length = (int) (stop - start);
      rows.set(Memory.INT, at, length);
      if (length > RowLayout.INLINE) {
        rows.set(Memory.INT, at + 4, piece);
        rows.set(Memory.LONG, at + 8, start);
      } else if (start <= whole) {
        // What lies behind the value is never looked at.
        rows.set(Memory.LONG, at + 4, bytes.get(Memory.LONG, start));
        rows.set(Memory.INT, at + 12, bytes.get(Memory.INT, start + 8));
      } else {
        MemorySegment.copy(bytes, start, rows, at + 4, length);
      }
      start = stop;
    }
  }

  private static void nulls(
      Column column, int from, int end, MemorySegment rows, long to, long stride) {
    MemorySegment validity = column.validity();
    long at = to;
    for (int i = from; i < end; i++, at += stride) {
      boolean isNull = validity != null && !Bitmaps.get(validity, i);
      rows.set(Memory.BYTE, at, (byte) (isNull ? 1 : 0));
    }
  }
}
