package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * Gathers views, and with them the buffers in which long values lie: all of these where they are
 * few, else each that a row points into, once. So a column that is gathered again and again, out of
 * slices that all have the same buffers, never has more of them than rows.
 */
final class TakeViews {
  /** So many buffers are no burden, whoever points into them. */
  static final int FEW = 64;

  /** Longer values lie in a buffer. */
  private static final int INLINE = 12;

  private static final int UNKNOWN = -1;

  private final List<Column> chunks;
  private final List<ArrowBuf> buffers;
  private final int before;
  private final int rows;

  /** What stands in place of each buffer of each chunk, where that may be asked for again. */
  private final int[] @Nullable [] numbers;

  private final Map<Place, Integer> known = new HashMap<>();

  private record Place(long address, long bytes) {}

  private TakeViews(List<Column> chunks, List<ArrowBuf> buffers, int rows) {
    this.chunks = chunks;
    this.buffers = buffers;
    this.rows = rows;
    this.before = buffers.size();
    this.numbers = new int[chunks.size()][];
  }

  /**
   * Gathers rows into {@code to}, and adds shares of the buffers they point into.
   *
   * @param valid which rows are not null, or null where all are
   */
  static void rows(
      List<Column> chunks,
      MemorySegment[] from,
      RowIds rows,
      @Nullable MemorySegment valid,
      MemorySegment to,
      List<ArrowBuf> buffers) {
    int[] firstBuffer = new int[from.length];
    long all = 0;
    for (int i = 0; i < from.length; i++) {
      firstBuffer[i] = (int) all;
      all += chunks.get(i).bufferCount() - 2;
    }
    if (all <= FEW) {
      plain(from, firstBuffer, rows, to);
      shareAll(chunks, buffers);
    } else {
      new TakeViews(chunks, buffers, rows.size()).sparing(from, rows, valid, to);
    }
  }

  private static void plain(
      MemorySegment[] from, int[] firstBuffer, RowIds rows, MemorySegment to) {
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      long at = (long) i << 4;
      if (id < 0) {
        to.asSlice(at, 16).fill((byte) 0);
        continue;
      }
      int chunk = RowIds.chunk(id);
      MemorySegment.copy(from[chunk], (long) RowIds.row(id) << 4, to, at, 16);
      if (to.get(Memory.INT, at) > INLINE) {
        to.set(Memory.INT, at + 8, to.get(Memory.INT, at + 8) + firstBuffer[chunk]);
      }
    }
  }

  private static void shareAll(List<Column> chunks, List<ArrowBuf> buffers) {
    for (Column chunk : chunks) {
      for (int i = 2; i < chunk.bufferCount(); i++) {
        buffers.add(Memory.share(chunk.buffer(i)));
      }
    }
  }

  /** What a view of a null says means nothing, and is not kept. */
  private void sparing(
      MemorySegment[] from, RowIds rows, @Nullable MemorySegment valid, MemorySegment to) {
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      long at = (long) i << 4;
      if (id < 0 || valid != null && !Bitmaps.get(valid, i)) {
        to.asSlice(at, 16).fill((byte) 0);
        continue;
      }
      int chunk = RowIds.chunk(id);
      MemorySegment.copy(from[chunk], (long) RowIds.row(id) << 4, to, at, 16);
      if (to.get(Memory.INT, at) > INLINE) {
        to.set(Memory.INT, at + 8, number(chunk, to.get(Memory.INT, at + 8)));
      }
    }
  }

  private int number(int chunk, int buffer) {
    ArrowBuf data = chunks.get(chunk).buffer(buffer + 2);
    int[] ofChunk = numbers[chunk];
    if (ofChunk == null) {
      int count = chunks.get(chunk).bufferCount() - 2;
      if (count > rows) {
        return number(data);
      }
      ofChunk = new int[count];
      Arrays.fill(ofChunk, UNKNOWN);
      numbers[chunk] = ofChunk;
    }
    if (ofChunk[buffer] == UNKNOWN) {
      ofChunk[buffer] = number(data);
    }
    return ofChunk[buffer];
  }

  private int number(ArrowBuf buffer) {
    return known.computeIfAbsent(
        new Place(buffer.memoryAddress(), buffer.capacity()),
        place -> {
          buffers.add(Memory.share(buffer));
          return buffers.size() - 1 - before;
        });
  }
}
