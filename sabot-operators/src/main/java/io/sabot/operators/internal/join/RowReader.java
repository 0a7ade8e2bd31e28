package io.sabot.operators.internal.join;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a column from rows, some at a time, so that all columns of a row are read while it is in
 * the nearest caches.
 */
final class RowReader implements AutoCloseable {
  private final MemorySegment rows;
  private final long stride;
  private final RowLayout.Slot slot;
  private final int[] numbers;
  private final int count;
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();
  private @Nullable MemorySegment validity;
  private MemorySegment ends = MemorySegment.NULL;
  private MemorySegment values = MemorySegment.NULL;
  private long end;

  /**
   * Of some rows.
   *
   * @param numbers which, −1 for none
   * @param count how many numbers there are
   */
  RowReader(
      MemorySegment rows,
      long stride,
      RowLayout.Slot slot,
      int[] numbers,
      int count,
      BufferAllocator allocator) {
    this.rows = rows;
    this.stride = stride;
    this.slot = slot;
    this.numbers = numbers;
    this.count = count;
    this.allocator = allocator;
  }

  /**
   * Makes room; {@link #read} follows.
   *
   * @param alone whether some number stands for no row
   */
  void open(boolean alone) {
    if (alone || slot.nullAt() >= 0) {
      validity = add(Bitmaps.bytes(count));
    } else {
      buffers.add(allocator.getEmpty());
    }
    if (slot.width() == RowLayout.TEXT) {
      ends = add((count + 1L) << 2);
      ends.set(Memory.INT, 0, 0);
    }
    if (!slot.isLong()) {
      int width = slot.width() == RowLayout.TEXT ? RowLayout.INLINE : slot.width();
      values = add((long) count * width);
    }
  }

  private MemorySegment add(long bytes) {
    ArrowBuf buffer = Memory.allocate(allocator, bytes);
    buffers.add(buffer);
    return Memory.segment(buffer);
  }

  /** Gathers values {@code from}, a multiple of 64, to {@code to}, which follow the last ones. */
  void read(int from, int to) {
    if (validity != null) {
      validity(validity, from, to);
    }
    switch (slot.width()) {
      case RowLayout.TEXT -> {
        if (slot.isLong()) {
          ends(from, to);
        } else {
          shortTexts(from, to);
        }
      }
      case 1 -> bytes1(from, to);
      case 2 -> bytes2(from, to);
      case 4 -> bytes4(from, to);
      case 8 -> bytes8(from, to);
      default -> bytes16(from, to);
    }
  }

  /**
   * The column, when all was read; it passes to the caller.
   *
   * @param far the bytes of each piece, where values are longer than a row holds
   */
  Column finish(Field field, MemorySegment[] far) {
    if (slot.isLong()) {
      copy(far, add(end));
    }
    Column column = Column.of(field, count, buffers.toArray(ArrowBuf[]::new));
    buffers.clear();
    return column;
  }

  private void validity(MemorySegment bits, int from, int to) {
    for (int w = from >> 6; w < Bitmaps.words(to); w++) {
      int start = w << 6;
      int bitCount = Math.min(64, to - start);
      long word = 0;
      for (int i = 0; i < bitCount; i++) {
        word |= (isNull(numbers[start + i]) ? 0L : 1L) << i;
      }
      Bitmaps.putWord(bits, w, count, word);
    }
  }

  private boolean isNull(long number) {
    return number < 0
        || slot.nullAt() >= 0 && rows.get(Memory.BYTE, number * stride + slot.nullAt()) != 0;
  }

  private void bytes1(int from, int to) {
    for (int i = from; i < to; i++) {
      long n = numbers[i];
      values.set(Memory.BYTE, i, n < 0 ? 0 : rows.get(Memory.BYTE, n * stride + slot.at()));
    }
  }

  private void bytes2(int from, int to) {
    for (int i = from; i < to; i++) {
      long n = numbers[i];
      short value = n < 0 ? 0 : rows.get(Memory.SHORT, n * stride + slot.at());
      values.set(Memory.SHORT, (long) i << 1, value);
    }
  }

  private void bytes4(int first, int last) {
    MemorySegment from = rows;
    MemorySegment to = values;
    long step = stride;
    long at = slot.at();
    int[] wanted = numbers;
    for (int i = first; i < last; i++) {
      long n = wanted[i];
      to.set(Memory.INT, (long) i << 2, n < 0 ? 0 : from.get(Memory.INT, n * step + at));
    }
  }

  private void bytes8(int first, int last) {
    MemorySegment from = rows;
    MemorySegment to = values;
    long step = stride;
    long at = slot.at();
    int[] wanted = numbers;
    for (int i = first; i < last; i++) {
      long n = wanted[i];
      to.set(Memory.LONG, (long) i << 3, n < 0 ? 0 : from.get(Memory.LONG, n * step + at));
    }
  }

  private void bytes16(int from, int to) {
    for (int i = from; i < to; i++) {
      long n = numbers[i];
      long row = n * stride + slot.at();
      values.set(Memory.LONG, (long) i << 4, n < 0 ? 0 : rows.get(Memory.LONG, row));
      values.set(Memory.LONG, ((long) i << 4) + 8, n < 0 ? 0 : rows.get(Memory.LONG, row + 8));
    }
  }

  /** Each value is written with what lies behind it, which the next one overwrites. */
  private void shortTexts(int first, int last) {
    MemorySegment from = rows;
    MemorySegment to = values;
    MemorySegment stops = ends;
    long step = stride;
    long at = slot.at();
    int[] wanted = numbers;
    int stop = (int) end;
    for (int i = first; i < last; i++) {
      long n = wanted[i];
      if (n >= 0) {
        long row = n * step + at;
        to.set(Memory.LONG, stop, from.get(Memory.LONG, row + 4));
        to.set(Memory.INT, stop + 8L, from.get(Memory.INT, row + 12));
        stop += from.get(Memory.INT, row);
      }
      stops.set(Memory.INT, (i + 1L) << 2, stop);
    }
    end = stop;
  }

  private void ends(int from, int to) {
    for (int i = from; i < to; i++) {
      long n = numbers[i];
      end += n < 0 ? 0 : rows.get(Memory.INT, n * stride + slot.at());
      if (end > Integer.MAX_VALUE) {
        throw tooLong(i);
      }
      ends.set(Memory.INT, (i + 1L) << 2, (int) end);
    }
  }

  private static RuntimeException tooLong(int row) {
    return Problem.at("HashJoin", ErrorCode.INVALID_BATCH)
        .rule("32-bit offsets address at most 2147483647 bytes in a batch")
        .but("row " + row + " passes that")
        .cure("use smaller batches, or cast the column to its large type")
        .run();
  }

  private void copy(MemorySegment[] far, MemorySegment to) {
    long at = 0;
    for (int i = 0; i < count; i++) {
      long stop = ends.get(Memory.INT, (i + 1L) << 2);
      if (stop > at) {
        long row = numbers[i] * stride + slot.at();
        if (stop - at > RowLayout.INLINE) {
          MemorySegment bytes = far[rows.get(Memory.INT, row + 4)];
          MemorySegment.copy(bytes, rows.get(Memory.LONG, row + 8), to, at, stop - at);
        } else {
          MemorySegment.copy(rows, row + 4, to, at, stop - at);
        }
      }
      at = stop;
    }
  }

  /** Frees what no column has taken. */
  @Override
  public void close() {
    buffers.forEach(buffer -> buffer.getReferenceManager().release());
    buffers.clear();
  }
}
