package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The indices of a dictionary-encoded column, seen without their dictionary. */
final class Indices {
  private Indices() {}

  /** The indices as a plain integer column over the same memory. */
  static Column of(Column encoded, Field indexField) {
    ArrowBuf[] buffers = new ArrowBuf[encoded.bufferCount()];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = Memory.share(encoded.buffer(i));
    }
    return Column.of(indexField, encoded.length(), buffers);
  }

  /** The dictionary row of each row; nulls become the null row. */
  static RowIds rowIds(Column encoded) {
    RowIds rows = new RowIds(encoded.length());
    if (encoded.length() == 0) {
      return rows;
    }
    MemorySegment validity = encoded.validity();
    MemorySegment values = encoded.segment(1);
    ArrowType.Int type = (ArrowType.Int) encoded.physicalType();
    for (int i = 0; i < encoded.length(); i++) {
      boolean valid = validity == null || Bitmaps.get(validity, i);
      rows.add(valid ? index(values, type, i) : RowIds.NULL_ROW);
    }
    return rows;
  }

  /** The index at a row, widened without sign for unsigned index types. */
  static long index(MemorySegment values, ArrowType.Int type, int row) {
    return switch (type.getBitWidth()) {
      case 8 ->
          type.getIsSigned() ? values.get(Memory.BYTE, row) : values.get(Memory.BYTE, row) & 0xFFL;
      case 16 -> {
        short value = values.get(Memory.SHORT, (long) row << 1);
        yield type.getIsSigned() ? value : value & 0xFFFFL;
      }
      case 32 -> values.get(Memory.INT, (long) row << 2);
      default -> values.get(Memory.LONG, (long) row << 3);
    };
  }
}
