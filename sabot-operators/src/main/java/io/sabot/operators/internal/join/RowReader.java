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

/** Kernels that gather a column from rows. */
final class RowReader {
  private final MemorySegment rows;
  private final long stride;
  private final RowLayout.Slot slot;
  private final long[] numbers;
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();

  RowReader(
      MemorySegment rows,
      long stride,
      RowLayout.Slot slot,
      long[] numbers,
      BufferAllocator allocator) {
    this.rows = rows;
    this.stride = stride;
    this.slot = slot;
    this.numbers = numbers;
    this.allocator = allocator;
  }

  /**
   * The column.
   *
   * @param far the bytes of each piece, where values are longer than a row holds
   */
  Column take(Field field, MemorySegment[] far) {
    try {
      validity();
      if (slot.width() == RowLayout.TEXT) {
        texts(far);
      } else {
        numbers(add((long) numbers.length * slot.width()));
      }
      return Column.of(field, numbers.length, buffers.toArray(ArrowBuf[]::new));
    } catch (Throwable failure) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      throw failure;
    }
  }

  private MemorySegment add(long bytes) {
    ArrowBuf buffer = Memory.allocate(allocator, bytes);
    buffers.add(buffer);
    return Memory.segment(buffer);
  }

  private void validity() {
    long signs = 0;
    for (long number : numbers) {
      signs |= number;
    }
    if (signs >= 0 && slot.nullAt() < 0) {
      buffers.add(allocator.getEmpty());
      return;
    }
    MemorySegment bits = add(Bitmaps.bytes(numbers.length));
    for (int w = 0; w < Bitmaps.words(numbers.length); w++) {
      int start = w << 6;
      int count = Math.min(64, numbers.length - start);
      long word = 0;
      for (int i = 0; i < count; i++) {
        word |= (isNull(numbers[start + i]) ? 0L : 1L) << i;
      }
      Bitmaps.putWord(bits, w, numbers.length, word);
    }
  }

  private boolean isNull(long number) {
    return number < 0
        || slot.nullAt() >= 0 && rows.get(Memory.BYTE, number * stride + slot.nullAt()) != 0;
  }

  private void numbers(MemorySegment to) {
    switch (slot.width()) {
      case 1 -> bytes1(to);
      case 2 -> bytes2(to);
      case 4 -> bytes4(to);
      case 8 -> bytes8(to);
      default -> bytes16(to);
    }
  }

  private void bytes1(MemorySegment to) {
    for (int i = 0; i < numbers.length; i++) {
      long n = numbers[i];
      to.set(Memory.BYTE, i, n < 0 ? 0 : rows.get(Memory.BYTE, n * stride + slot.at()));
    }
  }

  private void bytes2(MemorySegment to) {
    for (int i = 0; i < numbers.length; i++) {
      long n = numbers[i];
      short value = n < 0 ? 0 : rows.get(Memory.SHORT, n * stride + slot.at());
      to.set(Memory.SHORT, (long) i << 1, value);
    }
  }

  private void bytes4(MemorySegment to) {
    MemorySegment from = rows;
    long step = stride;
    long at = slot.at();
    long[] wanted = numbers;
    for (int i = 0; i < wanted.length; i++) {
      long n = wanted[i];
      to.set(Memory.INT, (long) i << 2, n < 0 ? 0 : from.get(Memory.INT, n * step + at));
    }
  }

  private void bytes8(MemorySegment to) {
    MemorySegment from = rows;
    long step = stride;
    long at = slot.at();
    long[] wanted = numbers;
    for (int i = 0; i < wanted.length; i++) {
      long n = wanted[i];
      to.set(Memory.LONG, (long) i << 3, n < 0 ? 0 : from.get(Memory.LONG, n * step + at));
    }
  }

  private void bytes16(MemorySegment to) {
    for (int i = 0; i < numbers.length; i++) {
      long n = numbers[i];
      long from = n * stride + slot.at();
      to.set(Memory.LONG, (long) i << 4, n < 0 ? 0 : rows.get(Memory.LONG, from));
      to.set(Memory.LONG, ((long) i << 4) + 8, n < 0 ? 0 : rows.get(Memory.LONG, from + 8));
    }
  }

  private void texts(MemorySegment[] far) {
    MemorySegment ends = add((numbers.length + 1L) << 2);
    if (slot.isLong()) {
      copy(ends, far, add(ends(ends)));
    } else {
      shortTexts(ends, add((long) numbers.length * RowLayout.INLINE));
    }
  }

  /** Each value is written with what lies behind it, which the next one overwrites. */
  private void shortTexts(MemorySegment ends, MemorySegment to) {
    MemorySegment from = rows;
    long step = stride;
    long at = slot.at();
    long[] wanted = numbers;
    int end = 0;
    ends.set(Memory.INT, 0, 0);
    for (int i = 0; i < wanted.length; i++) {
      long n = wanted[i];
      if (n >= 0) {
        long row = n * step + at;
        to.set(Memory.LONG, end, from.get(Memory.LONG, row + 4));
        to.set(Memory.INT, end + 8L, from.get(Memory.INT, row + 12));
        end += from.get(Memory.INT, row);
      }
      ends.set(Memory.INT, (i + 1L) << 2, end);
    }
  }

  private long ends(MemorySegment ends) {
    long end = 0;
    ends.set(Memory.INT, 0, 0);
    for (int i = 0; i < numbers.length; i++) {
      long n = numbers[i];
      end += n < 0 ? 0 : rows.get(Memory.INT, n * stride + slot.at());
      if (end > Integer.MAX_VALUE) {
        throw tooLong(i);
      }
      ends.set(Memory.INT, (i + 1L) << 2, (int) end);
    }
    return end;
  }

  private static RuntimeException tooLong(int row) {
    return Problem.at("HashJoin", ErrorCode.INVALID_BATCH)
        .rule("32-bit offsets address at most 2147483647 bytes in a batch")
        .but("row " + row + " passes that")
        .cure("use smaller batches, or cast the column to its large type")
        .run();
  }

  private void copy(MemorySegment ends, MemorySegment[] far, MemorySegment to) {
    long at = 0;
    for (int i = 0; i < numbers.length; i++) {
      long end = ends.get(Memory.INT, (i + 1L) << 2);
      if (end > at) {
        long row = numbers[i] * stride + slot.at();
        if (end - at > RowLayout.INLINE) {
          MemorySegment bytes = far[rows.get(Memory.INT, row + 4)];
          MemorySegment.copy(bytes, rows.get(Memory.LONG, row + 8), to, at, end - at);
        } else {
          MemorySegment.copy(rows, row + 4, to, at, end - at);
        }
      }
      at = end;
    }
  }
}
