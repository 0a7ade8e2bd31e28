package io.sabot.stream.internal.ipc;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * How much of a view column's data buffers its values reach. What lies behind was never written: it
 * is not the column's to tell.
 *
 * <pre>
 * view of 16 bytes: | length | first 12 bytes of the value       |  up to 12 bytes
 *                   | length | 4 bytes | buffer | offset          |  longer ones
 * </pre>
 */
final class ViewData {
  private static final int WIDTH = 16;
  private static final int LONGEST_INLINE = 12;

  private ViewData() {}

  /** The bytes in use of each data buffer, from its start. */
  static long[] used(Column column) {
    long[] used = new long[column.bufferCount() - 2];
    MemorySegment views = column.segment(1);
    MemorySegment validity = column.validity();
    for (int row = 0; row < column.length(); row++) {
      int length = views.get(Memory.INT, (long) row * WIDTH);
      if (length > LONGEST_INLINE && (validity == null || Bitmaps.get(validity, row))) {
        int buffer = views.get(Memory.INT, (long) row * WIDTH + 8);
        long offset = views.get(Memory.INT, (long) row * WIDTH + 12);
        used[buffer] = Math.max(used[buffer], offset + length);
      }
    }
    return used;
  }
}
