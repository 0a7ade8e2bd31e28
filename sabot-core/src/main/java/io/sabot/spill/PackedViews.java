package io.sabot.spill;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Copies a column of views so that its data holds the bytes of its rows and no others. */
final class PackedViews {
  private static final int INLINE = 12;
  private static final int WIDTH = 16;

  private PackedViews() {}

  /** The copy, which passes to the caller; or a share where the rows have more than 2 GiB. */
  static Column of(Column column, BufferAllocator allocator) {
    long bytes = longBytes(column);
    if (bytes > Integer.MAX_VALUE) {
      return column.share();
    }
    ArrowBuf views = Memory.allocate(allocator, (long) column.length() * WIDTH);
    ArrowBuf data = null;
    try {
      data = Memory.allocate(allocator, bytes);
      copy(column, Memory.segment(views), Memory.segment(data));
      ArrowBuf validity = column.hasNulls() ? Memory.share(column.buffer(0)) : allocator.getEmpty();
      return Column.of(column.field(), column.length(), validity, views, data);
    } catch (Throwable failure) {
      views.close();
      if (data != null) {
        data.close();
      }
      throw failure;
    }
  }

  private static boolean isNull(@Nullable MemorySegment validity, int row) {
    return validity != null && !Bitmaps.get(validity, row);
  }

  private static long longBytes(Column column) {
    MemorySegment validity = column.validity();
    MemorySegment views = column.segment(1);
    long bytes = 0;
    for (int row = 0; row < column.length(); row++) {
      int length = isNull(validity, row) ? 0 : views.get(Memory.INT, (long) row * WIDTH);
      bytes += length > INLINE ? length : 0;
    }
    return bytes;
  }

  private static void copy(Column column, MemorySegment to, MemorySegment data) {
    MemorySegment validity = column.validity();
    MemorySegment from = column.segment(1);
    int at = 0;
    for (int row = 0; row < column.length(); row++) {
      long view = (long) row * WIDTH;
      if (isNull(validity, row)) {
        to.asSlice(view, WIDTH).fill((byte) 0);
        continue;
      }
      MemorySegment.copy(from, view, to, view, WIDTH);
      int length = from.get(Memory.INT, view);
      if (length > INLINE) {
        MemorySegment source = column.segment(2 + from.get(Memory.INT, view + 8));
        MemorySegment.copy(source, from.get(Memory.INT, view + 12), data, at, length);
        to.set(Memory.INT, view + 8, 0);
        to.set(Memory.INT, view + 12, at);
        at += length;
      }
    }
  }
}
