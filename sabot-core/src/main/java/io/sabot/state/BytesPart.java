package io.sabot.state;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Strings and binary of any layout. */
final class BytesPart implements KeyPart {
  private final Column column;
  private final ByteValues values;

  BytesPart(Column column) {
    this.column = column;
    this.values = ByteValues.of(column);
  }

  @Override
  public void measure(long[] lengths, int rows) {
    MemorySegment validity = column.validity();
    for (int i = 0; i < rows; i++) {
      boolean valid = validity == null || Bitmaps.get(validity, i);
      lengths[i] += valid ? 5 + values.length(i) : 1;
    }
  }

  @Override
  public void write(MemorySegment to, long[] cursors, int rows) {
    MemorySegment validity = column.validity();
    for (int i = 0; i < rows; i++) {
      long at = cursors[i];
      if (validity != null && !Bitmaps.get(validity, i)) {
        to.set(Memory.BYTE, at, (byte) 0);
        cursors[i] = at + 1;
        continue;
      }
      int length = values.length(i);
      to.set(Memory.BYTE, at, (byte) 1);
      to.set(Memory.INT, at + 1, length);
      copy(values.segment(i), values.start(i), to, at + 5, length);
      cursors[i] = at + 5 + length;
    }
  }

  /** Short strings are most strings: a byte loop beats the call into the JDK's copy for them. */
  static void copy(MemorySegment from, long start, MemorySegment to, long at, long length) {
    if (length > 16) {
      MemorySegment.copy(from, start, to, at, length);
      return;
    }
    for (int i = 0; i < (int) length; i++) {
      to.set(Memory.BYTE, at + i, from.get(Memory.BYTE, start + i));
    }
  }
}
