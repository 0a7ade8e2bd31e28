package io.sabot.spill;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** The offsets of strings, binaries and lists. */
final class Offsets {
  private Offsets() {}

  static int width(Column column) {
    return switch (column.layout()) {
      case LARGE_VARIABLE, LARGE_LIST -> Long.BYTES;
      default -> Integer.BYTES;
    };
  }

  /** Bytes of the offsets; a column without rows need not have any. */
  static long bytes(Column column, int width) {
    return column.length() == 0 ? 0 : (column.length() + 1L) * width;
  }

  /** Where the first row starts. */
  static long start(Column column) {
    return column.length() == 0 ? 0 : at(column, 0);
  }

  /** Where the last row ends. */
  static long end(Column column) {
    return column.length() == 0 ? 0 : at(column, column.length());
  }

  private static long at(Column column, int row) {
    MemorySegment offsets = column.segment(1);
    return width(column) == Long.BYTES
        ? offsets.get(Memory.LONG, (long) row << 3)
        : offsets.get(Memory.INT, (long) row << 2);
  }

  /** Moves all offsets so that the first is 0. */
  static void fromZero(MemorySegment offsets, int width) {
    if (width == Long.BYTES) {
      longsFromZero(offsets);
    } else {
      intsFromZero(offsets);
    }
  }

  private static void longsFromZero(MemorySegment offsets) {
    long first = offsets.byteSize() == 0 ? 0 : offsets.get(Memory.LONG, 0);
    for (long at = 0; first != 0 && at < offsets.byteSize(); at += Long.BYTES) {
      offsets.set(Memory.LONG, at, offsets.get(Memory.LONG, at) - first);
    }
  }

  private static void intsFromZero(MemorySegment offsets) {
    int first = offsets.byteSize() == 0 ? 0 : offsets.get(Memory.INT, 0);
    for (long at = 0; first != 0 && at < offsets.byteSize(); at += Integer.BYTES) {
      offsets.set(Memory.INT, at, offsets.get(Memory.INT, at) - first);
    }
  }
}
