package io.sabot.operators.internal.table;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Columns of the words that {@link io.sabot.state.KeyEncoding#words} reads. */
final class WordColumns {
  private WordColumns() {}

  static long[] allValid(int count) {
    long[] valid = new long[Bitmaps.words(count)];
    Arrays.fill(valid, -1);
    return valid;
  }

  /**
   * A column of words; those of nulls may be anything.
   *
   * @param valid a set bit for each row that is not null, or null where no row is
   */
  static Column of(
      Field field, long[] words, long @Nullable [] valid, int count, BufferAllocator allocator) {
    boolean isBits = Layout.of(field.getType()) == Layout.BIT;
    int width = isBits ? 0 : Layout.width(field.getType());
    ArrowBuf validity = allocator.getEmpty();
    ArrowBuf values;
    try {
      if (valid != null) {
        validity = bits(valid, count, allocator);
      }
      values =
          isBits
              ? bits(packed(words, count), count, allocator)
              : values(words, width, count, allocator);
    } catch (Throwable failure) {
      validity.getReferenceManager().release();
      throw failure;
    }
    return Column.of(field, count, validity, values);
  }

  private static ArrowBuf bits(long[] bits, int count, BufferAllocator allocator) {
    ArrowBuf buffer = Memory.allocate(allocator, Bitmaps.bytes(count));
    for (int w = 0; w < Bitmaps.words(count); w++) {
      Bitmaps.putWord(Memory.segment(buffer), w, count, bits[w]);
    }
    return buffer;
  }

  private static long[] packed(long[] words, int count) {
    long[] bits = new long[Bitmaps.words(count)];
    for (int i = 0; i < count; i++) {
      bits[i >>> 6] |= (words[i] & 1) << i;
    }
    return bits;
  }

  private static ArrowBuf values(long[] words, int width, int count, BufferAllocator allocator) {
    ArrowBuf buffer = Memory.allocate(allocator, (long) count * width);
    MemorySegment to = Memory.segment(buffer);
    switch (width) {
      case 1 -> bytes(words, count, to);
      case 2 -> shorts(words, count, to);
      case 4 -> ints(words, count, to);
      case 8 -> MemorySegment.copy(words, 0, to, Memory.LONG, 0, count);
      default -> throw new IllegalStateException("no word has " + width + " bytes");
    }
    return buffer;
  }

  private static void bytes(long[] words, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.set(Memory.BYTE, i, (byte) words[i]);
    }
  }

  private static void shorts(long[] words, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.set(Memory.SHORT, (long) i << 1, (short) words[i]);
    }
  }

  private static void ints(long[] words, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.set(Memory.INT, (long) i << 2, (int) words[i]);
    }
  }
}
