package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Gather kernels for values of fixed width, bits and validity. Null rows gather zero bytes. */
final class TakeFixed {
  private TakeFixed() {}

  static void values(MemorySegment[] from, int width, RowIds rows, MemorySegment to) {
    long[] ids = rows.array();
    int size = rows.size();
    if (from.length == 1) {
      one(from[0], width, ids, size, to);
    } else {
      many(from, width, ids, size, to);
    }
  }

  private static void one(MemorySegment from, int width, long[] ids, int size, MemorySegment to) {
    switch (width) {
      case 1 -> bytes1(from, ids, size, to);
      case 4 -> bytes4(from, ids, size, to);
      case 8 -> bytes8(from, ids, size, to);
      default -> many(new MemorySegment[] {from}, width, ids, size, to);
    }
  }

  private static void bytes1(MemorySegment from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      to.set(Memory.BYTE, i, id < 0 ? 0 : from.get(Memory.BYTE, id));
    }
  }

  private static void bytes4(MemorySegment from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      to.set(Memory.INT, (long) i << 2, id < 0 ? 0 : from.get(Memory.INT, id << 2));
    }
  }

  private static void bytes8(MemorySegment from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      to.set(Memory.LONG, (long) i << 3, id < 0 ? 0 : from.get(Memory.LONG, id << 3));
    }
  }

  private static void many(
      MemorySegment[] from, int width, long[] ids, int size, MemorySegment to) {
    switch (width) {
      case 2 -> manyBytes2(from, ids, size, to);
      case 4 -> manyBytes4(from, ids, size, to);
      case 8 -> manyBytes8(from, ids, size, to);
      case 16 -> manyBytes16(from, ids, size, to);
      default -> anyWidth(from, width, ids, size, to);
    }
  }

  private static void manyBytes2(MemorySegment[] from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      short value =
          id < 0 ? 0 : from[RowIds.chunk(id)].get(Memory.SHORT, (long) RowIds.row(id) << 1);
      to.set(Memory.SHORT, (long) i << 1, value);
    }
  }

  private static void manyBytes16(MemorySegment[] from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      long at = (long) i << 4;
      if (id < 0) {
        to.set(Memory.LONG, at, 0);
        to.set(Memory.LONG, at + 8, 0);
        continue;
      }
      MemorySegment chunk = from[RowIds.chunk(id)];
      long source = (long) RowIds.row(id) << 4;
      to.set(Memory.LONG, at, chunk.get(Memory.LONG, source));
      to.set(Memory.LONG, at + 8, chunk.get(Memory.LONG, source + 8));
    }
  }

  private static void manyBytes4(MemorySegment[] from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      int value = id < 0 ? 0 : from[RowIds.chunk(id)].get(Memory.INT, (long) RowIds.row(id) << 2);
      to.set(Memory.INT, (long) i << 2, value);
    }
  }

  private static void manyBytes8(MemorySegment[] from, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      long value = id < 0 ? 0 : from[RowIds.chunk(id)].get(Memory.LONG, (long) RowIds.row(id) << 3);
      to.set(Memory.LONG, (long) i << 3, value);
    }
  }

  private static void anyWidth(
      MemorySegment[] from, int width, long[] ids, int size, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      long at = (long) i * width;
      if (id < 0) {
        to.asSlice(at, width).fill((byte) 0);
      } else {
        long source = (long) RowIds.row(id) * width;
        MemorySegment.copy(from[RowIds.chunk(id)], source, to, at, width);
      }
    }
  }

  /** Gathers bits; every bit of a chunk without a bitmap (null) is set. */
  static void bits(@Nullable MemorySegment[] from, RowIds rows, MemorySegment to) {
    int size = rows.size();
    for (int w = 0; w < Bitmaps.words(size); w++) {
      int start = w << 6;
      long word = word(from, rows.array(), start, Math.min(64, size - start));
      Bitmaps.putWord(to, w, size, word);
    }
  }

  private static long word(@Nullable MemorySegment[] from, long[] ids, int start, int count) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      long id = ids[start + i];
      if (id >= 0) {
        MemorySegment bits = from[RowIds.chunk(id)];
        word |= (bits == null || Bitmaps.get(bits, RowIds.row(id)) ? 1L : 0) << i;
      }
    }
    return word;
  }

  /** Whether no chunk has a bitmap (null: no nulls) and no row is the null row. */
  static boolean noNulls(MemorySegment[] bitmaps, RowIds rows) {
    for (MemorySegment bitmap : bitmaps) {
      if (bitmap != null) {
        return false;
      }
    }
    return signs(rows.array(), rows.size()) >= 0;
  }

  /** All ids or'ed together: negative where one of them is the null row. */
  private static long signs(long[] ids, int size) {
    long signs = 0;
    for (int i = 0; i < size; i++) {
      signs |= ids[i];
    }
    return signs;
  }
}
