package io.sabot.stream.internal.csv;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.stream.internal.file.ColumnParts;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.Field;

/** Values of at most 64 bits. */
final class FixedColumn extends CsvColumn {
  private final CsvParser parser;
  private final long[] values;

  FixedColumn(Field field, int capacity, CsvParser parser) {
    super(field, capacity);
    this.parser = parser;
    this.values = new long[capacity];
  }

  @Override
  boolean set(int row, char[] text, int from, int end) {
    boolean fits = parser.parse(text, from, end);
    values[row] = parser.value;
    return fits;
  }

  @Override
  void setNull(int row) {
    values[row] = 0;
  }

  @Override
  long textBytes() {
    return 0;
  }

  @Override
  void addValues(ColumnParts parts, int length) {
    if (Layout.of(field().getType()) == Layout.BIT) {
      MemorySegment bits = parts.add(Bitmaps.bytes(length)).fill((byte) 0);
      for (int i = 0; i < length; i++) {
        if (values[i] != 0) {
          Bitmaps.set(bits, i);
        }
      }
      return;
    }
    switch (Layout.width(field().getType())) {
      case 1 -> {
        MemorySegment to = parts.add(length);
        for (int i = 0; i < length; i++) {
          to.set(Memory.BYTE, i, (byte) values[i]);
        }
      }
      case 2 -> {
        MemorySegment to = parts.add(length * 2L);
        for (int i = 0; i < length; i++) {
          to.set(Memory.SHORT, i * 2L, (short) values[i]);
        }
      }
      case 4 -> {
        MemorySegment to = parts.add(length * 4L);
        for (int i = 0; i < length; i++) {
          to.set(Memory.INT, i * 4L, (int) values[i]);
        }
      }
      default -> parts.addCopy(MemorySegment.ofArray(values), length * 8L);
    }
  }

  @Override
  void clear() {}
}
