package io.sabot.state;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Where the bytes of each row of a string or binary column lie, whatever its layout. Valid until
 * the column is closed; the values of null rows mean nothing and must not be asked for.
 */
public final class ByteValues {
  private final Layout layout;
  private final int width;
  private final MemorySegment index;
  private final MemorySegment[] data;

  private ByteValues(Layout layout, int width, MemorySegment index, MemorySegment[] data) {
    this.layout = layout;
    this.width = width;
    this.index = index;
    this.data = data;
  }

  /** Looks into a string, binary or other fixed-width column without a dictionary. */
  public static ByteValues of(Column column) {
    Layout layout = column.layout();
    int width = layout == Layout.FIXED ? Layout.width(column.physicalType()) : 0;
    int first = layout == Layout.FIXED ? 1 : 2;
    MemorySegment[] data = new MemorySegment[Math.max(0, column.bufferCount() - first)];
    for (int i = 0; i < data.length; i++) {
      data[i] = column.segment(first + i);
    }
    return new ByteValues(layout, width, column.segment(1), data);
  }

  /** Bytes of a row. */
  public int length(int row) {
    return switch (layout) {
      case FIXED -> width;
      case VARIABLE -> offset(row + 1) - offset(row);
      case LARGE_VARIABLE -> Math.toIntExact(largeOffset(row + 1) - largeOffset(row));
      default -> index.get(Memory.INT, (long) row << 4);
    };
  }

  /** Where in {@link #segment} a row starts. */
  public long start(int row) {
    return switch (layout) {
      case FIXED -> (long) row * width;
      case VARIABLE -> offset(row);
      case LARGE_VARIABLE -> largeOffset(row);
      default ->
          inline(row) ? ((long) row << 4) + 4 : index.get(Memory.INT, ((long) row << 4) + 12);
    };
  }

  /** The memory a row lies in. */
  public MemorySegment segment(int row) {
    if (layout != Layout.VIEW) {
      return data[0];
    }
    return inline(row) ? index : data[index.get(Memory.INT, ((long) row << 4) + 8)];
  }

  private boolean inline(int row) {
    return index.get(Memory.INT, (long) row << 4) <= 12;
  }

  private int offset(int row) {
    return index.get(Memory.INT, (long) row << 2);
  }

  private long largeOffset(int row) {
    return index.get(Memory.LONG, (long) row << 3);
  }
}
