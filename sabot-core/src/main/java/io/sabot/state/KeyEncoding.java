package io.sabot.state;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The canonical bytes of a row's key: equal keys have equal bytes, different keys different ones,
 * whatever type of a family holds them. Numbers are little-endian. Each value starts with a marker
 * byte, 0 for null (nothing follows) and 1 for a value, followed by
 *
 * <ul>
 *   <li>integers, booleans, dates, times, timestamps, durations and intervals of up to 8 bytes: the
 *       value as 64 bits, signed types extended by their sign, in the unit of the column;
 *   <li>floating point: the value as binary64, −0.0 as 0.0, every NaN as {@code 7FF8000000000000};
 *   <li>decimals of up to 128 bits: the unscaled value as 128 bits; of 256 bits as 256; intervals
 *       of 16 bytes as they are;
 *   <li>strings and binary of any layout: the length as 32 bits, the bytes;
 *   <li>lists of any layout and maps: the number of elements as 32 bits, each element;
 *   <li>structs: each child;
 *   <li>unions: the type id as one byte, the value; a null value is the null of the union.
 * </ul>
 *
 * Dictionaries and run ends are encoded as the values they stand for.
 */
public final class KeyEncoding {
  private KeyEncoding() {}

  /**
   * Encodes the keys of all rows; the result passes to the caller, the columns stay.
   *
   * @param rows rows of each column, needed where there is none
   */
  public static EncodedKeys encode(List<Column> keys, int rows, BufferAllocator allocator) {
    List<KeyPart> parts = new ArrayList<>();
    try {
      for (Column key : keys) {
        parts.add(KeyParts.of(key, allocator));
      }
      long[] offsets = offsets(parts, rows);
      ArrowBuf buffer = Memory.allocate(allocator, offsets[rows]);
      write(parts, offsets, rows, Memory.segment(buffer));
      return new EncodedKeys(buffer, offsets, rows);
    } finally {
      parts.forEach(KeyPart::close);
    }
  }

  private static long[] offsets(List<KeyPart> parts, int rows) {
    long[] offsets = new long[rows + 1];
    for (KeyPart part : parts) {
      part.measure(offsets, rows);
    }
    long end = 0;
    for (int i = 0; i <= rows; i++) {
      long length = offsets[i];
      offsets[i] = end;
      end += length;
    }
    return offsets;
  }

  private static void write(List<KeyPart> parts, long[] offsets, int rows, MemorySegment to) {
    long[] cursors = offsets.clone();
    for (KeyPart part : parts) {
      part.write(to, cursors, rows);
    }
  }

  /** Whether values of a type are encoded as one marker and 64 bits; see {@link #words}. */
  public static boolean isWord(ArrowType type) {
    return switch (type) {
      case ArrowType.ExtensionType t -> isWord(t.storageType());
      case ArrowType.Decimal t -> false;
      case ArrowType.FixedSizeBinary t -> false;
      default ->
          switch (Layout.of(type)) {
            case BIT -> true;
            case FIXED -> Layout.width(type) <= 8;
            default -> false;
          };
    };
  }

  /**
   * The 64 bits of each row of a column whose type {@link #isWord}; those of nulls mean nothing.
   */
  public static void words(Column column, long[] words) {
    words(column, 0, column.length(), words);
  }

  /**
   * As {@link #words(Column, long[])}, of {@code rows} rows from {@code start} on, which is a
   * multiple of 8; the first one comes to the front of {@code words}.
   */
  public static void words(Column column, int start, int rows, long[] words) {
    Outlined.run(() -> KeyWords.load(column, start, rows, words));
  }
}
