package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Lays chunks of values, bits or bytes one behind the other, buffer by buffer. */
final class Concatenation {
  private final List<Column> chunks;
  private final int rows;
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();

  private Concatenation(List<Column> chunks, BufferAllocator allocator) {
    this.chunks = chunks;
    this.rows = chunks.stream().mapToInt(Column::length).sum();
    this.allocator = allocator;
  }

  /** Whether all chunks have the same plain layout, and together few enough bytes for it. */
  static boolean fits(List<Column> chunks) {
    long rows = 0;
    long bytes = 0;
    Layout layout = chunks.getFirst().layout();
    for (Column chunk : chunks) {
      if (chunk.dictionary() != null || chunk.layout() != layout) {
        return false;
      }
      rows += chunk.length();
      bytes += layout == Layout.VARIABLE ? end(chunk) - start(chunk) : 0;
    }
    boolean plain =
        switch (layout) {
          case BIT, FIXED, VARIABLE, LARGE_VARIABLE -> true;
          default -> false;
        };
    return plain && rows <= Integer.MAX_VALUE && bytes <= Integer.MAX_VALUE;
  }

  static Column of(Field field, List<Column> chunks, BufferAllocator allocator) {
    Concatenation made = new Concatenation(chunks, allocator);
    try {
      made.fill();
      return Column.nested(field, made.rows, made.buffers, List.of());
    } catch (Throwable failure) {
      made.buffers.forEach(buffer -> buffer.getReferenceManager().release());
      throw failure;
    }
  }

  private void fill() {
    boolean nulls = false;
    for (Column chunk : chunks) {
      nulls |= chunk.hasNulls();
    }
    if (nulls) {
      bits(0);
    } else {
      buffers.add(allocator.getEmpty());
    }
    switch (chunks.getFirst().layout()) {
      case BIT -> bits(1);
      case FIXED -> values(Layout.width(chunks.getFirst().physicalType()));
      default -> variable();
    }
  }

  private MemorySegment add(long bytes) {
    buffers.add(Memory.allocate(allocator, bytes));
    return Memory.segment(buffers.getLast());
  }

  /** Bits of a buffer; all are set where a chunk has no bitmap. */
  private void bits(int buffer) {
    MemorySegment to = add(Bitmaps.bytes(rows));
    int at = 0;
    for (Column chunk : chunks) {
      MemorySegment from = buffer == 0 ? chunk.validity() : chunk.segment(buffer);
      if (from == null) {
        from = MemorySegment.ofArray(new byte[(int) Bitmaps.bytes(chunk.length())]).fill((byte) -1);
      }
      Bitmaps.append(from, chunk.length(), to, at);
      at += chunk.length();
    }
  }

  private void values(int width) {
    MemorySegment to = add((long) rows * width);
    long at = 0;
    for (Column chunk : chunks) {
      long bytes = (long) chunk.length() * width;
      MemorySegment.copy(chunk.segment(1), 0, to, at, bytes);
      at += bytes;
    }
  }

  private void variable() {
    boolean large = chunks.getFirst().layout() == Layout.LARGE_VARIABLE;
    MemorySegment offsets = add((rows + 1L) * (large ? 8 : 4));
    long bytes = 0;
    int row = 0;
    for (Column chunk : chunks) {
      if (large) {
        largeOffsets(chunk, offsets, row, bytes);
      } else {
        offsets(chunk, offsets, row, (int) bytes);
      }
      bytes += end(chunk) - start(chunk);
      row += chunk.length();
    }
    MemorySegment to = add(bytes);
    long at = 0;
    for (Column chunk : chunks) {
      long length = end(chunk) - start(chunk);
      if (length > 0) {
        MemorySegment.copy(chunk.segment(2), start(chunk), to, at, length);
      }
      at += length;
    }
  }

  /** The offsets of a chunk, moved so that the first one is {@code first}; so is the one behind. */
  private static void offsets(Column chunk, MemorySegment to, int row, int first) {
    MemorySegment from = chunk.segment(1);
    int move = first - (int) start(chunk);
    to.set(Memory.INT, (long) row << 2, first);
    for (int i = 1; i <= chunk.length(); i++) {
      to.set(Memory.INT, (long) (row + i) << 2, from.get(Memory.INT, (long) i << 2) + move);
    }
  }

  private static void largeOffsets(Column chunk, MemorySegment to, int row, long first) {
    MemorySegment from = chunk.segment(1);
    long move = first - start(chunk);
    to.set(Memory.LONG, (long) row << 3, first);
    for (int i = 1; i <= chunk.length(); i++) {
      to.set(Memory.LONG, (long) (row + i) << 3, from.get(Memory.LONG, (long) i << 3) + move);
    }
  }

  /** Where the bytes of the first row start; a column without rows need not have offsets. */
  private static long start(Column chunk) {
    return chunk.length() == 0 ? 0 : offset(chunk, 0);
  }

  private static long end(Column chunk) {
    return chunk.length() == 0 ? 0 : offset(chunk, chunk.length());
  }

  private static long offset(Column chunk, int row) {
    return TakeVariable.offset(chunk.segment(1), chunk.layout() == Layout.LARGE_VARIABLE, row);
  }
}
