package io.sabot.stream.internal.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.stream.internal.file.ColumnParts;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Copies the values of one primitive column off heap. Arrays of the reader may be longer than the
 * batch; only the first {@code rows} values count.
 */
final class LeafColumn {
  private LeafColumn() {}

  static Column of(Field field, ColumnReader reader, int rows, BufferAllocator allocator) {
    try (ColumnParts parts = new ColumnParts(allocator)) {
      addValidity(parts, reader.getLeafValidity(), rows);
      switch (reader.getColumnSchema().type()) {
        case BOOLEAN -> addBits(parts, reader.getBooleans(), rows);
        case INT32 -> addInts(parts, field.getType(), reader.getInts(), rows);
        case INT64 -> addLongs(parts, field.getType(), reader.getLongs(), rows);
        case FLOAT -> parts.addCopy(MemorySegment.ofArray(reader.getFloats()), rows * 4L);
        case DOUBLE -> parts.addCopy(MemorySegment.ofArray(reader.getDoubles()), rows * 8L);
        default -> addBytes(parts, field.getType(), reader, rows);
      }
      return parts.column(field, rows);
    }
  }

  /** Validity has Arrow's bit order already. */
  static void addValidity(ColumnParts parts, Validity validity, int rows) {
    if (validity.hasNulls()) {
      parts.addBits(validity.words(), rows);
    } else {
      parts.addNoNulls();
    }
  }

  private static void addBits(ColumnParts parts, boolean[] values, int rows) {
    MemorySegment bits = parts.add(Bitmaps.bytes(rows));
    for (int from = 0; from < rows; from += 8) {
      int end = Math.min(8, rows - from);
      int octet = 0;
      for (int bit = 0; bit < end; bit++) {
        octet |= (values[from + bit] ? 1 : 0) << bit;
      }
      bits.set(Memory.BYTE, from >>> 3, (byte) octet);
    }
  }

  private static void addInts(ColumnParts parts, ArrowType type, int[] values, int rows) {
    switch (Layout.width(type)) {
      case 1 -> {
        MemorySegment to = parts.add(rows);
        for (int i = 0; i < rows; i++) {
          to.set(Memory.BYTE, i, (byte) values[i]);
        }
      }
      case 2 -> {
        MemorySegment to = parts.add(rows * 2L);
        for (int i = 0; i < rows; i++) {
          to.set(Memory.SHORT, i * 2L, (short) values[i]);
        }
      }
      case 4 -> parts.addCopy(MemorySegment.ofArray(values), rows * 4L);
      default -> {
        Decimals to = Decimals.add(parts, type, rows);
        for (int i = 0; i < rows; i++) {
          to.put(i, values[i]);
        }
      }
    }
  }

  private static void addLongs(ColumnParts parts, ArrowType type, long[] values, int rows) {
    if (!(type instanceof ArrowType.Decimal)) {
      parts.addCopy(MemorySegment.ofArray(values), rows * 8L);
      return;
    }
    Decimals to = Decimals.add(parts, type, rows);
    for (int i = 0; i < rows; i++) {
      to.put(i, values[i]);
    }
  }

  private static void addBytes(ColumnParts parts, ArrowType type, ColumnReader reader, int rows) {
    int[] offsets = reader.getBinaryOffsets();
    byte[] bytes = reader.getBinaryValues();
    switch (type) {
      case ArrowType.Decimal decimal -> {
        Decimals to = Decimals.add(parts, decimal, rows);
        for (int i = 0; i < rows; i++) {
          to.put(i, bytes, offsets[i], offsets[i + 1]);
        }
      }
      case ArrowType.Interval interval -> addIntervals(parts, bytes, offsets, rows);
      case ArrowType.FixedSizeBinary fixed -> addFixed(parts, 16, bytes, offsets, rows);
      case ArrowType.FloatingPoint half -> addFixed(parts, 2, bytes, offsets, rows);
      default -> {
        parts.addCopy(MemorySegment.ofArray(offsets), (rows + 1L) * 4);
        parts.addCopy(MemorySegment.ofArray(bytes), offsets[rows]);
      }
    }
  }

  /** Null rows may take no bytes, so rows are found by their offsets. */
  private static void addFixed(
      ColumnParts parts, int width, byte[] bytes, int[] offsets, int rows) {
    MemorySegment to = parts.add((long) rows * width).fill((byte) 0);
    for (int i = 0; i < rows; i++) {
      int length = Math.min(width, offsets[i + 1] - offsets[i]);
      MemorySegment.copy(bytes, offsets[i], to, Memory.BYTE, (long) i * width, length);
    }
  }

  /** Months, days and milliseconds, 32 bits each, become months, days and nanoseconds. */
  private static void addIntervals(ColumnParts parts, byte[] bytes, int[] offsets, int rows) {
    MemorySegment from = MemorySegment.ofArray(bytes);
    MemorySegment to = parts.add(rows * 16L).fill((byte) 0);
    for (int i = 0; i < rows; i++) {
      if (offsets[i + 1] - offsets[i] == 12) {
        to.set(Memory.INT, i * 16L, from.get(Memory.INT, offsets[i]));
        to.set(Memory.INT, i * 16L + 4, from.get(Memory.INT, offsets[i] + 4L));
        long milliseconds = Integer.toUnsignedLong(from.get(Memory.INT, offsets[i] + 8L));
        to.set(Memory.LONG, i * 16L + 8, milliseconds * 1_000_000);
      }
    }
  }
}
