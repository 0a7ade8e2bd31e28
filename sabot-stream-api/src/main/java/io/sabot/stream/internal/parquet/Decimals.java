package io.sabot.stream.internal.parquet;

import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.stream.internal.file.ColumnParts;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Little-endian decimals of 16 or 32 bytes, written from what Parquet stores. */
record Decimals(MemorySegment to, int width) {
  static Decimals add(ColumnParts parts, ArrowType type, int rows) {
    int width = Layout.width(type);
    return new Decimals(parts.add((long) rows * width), width);
  }

  /** An unscaled value of at most 64 bits. */
  void put(int row, long value) {
    long at = (long) row * width;
    to.set(Memory.LONG, at, value);
    for (int i = 8; i < width; i += 8) {
      to.set(Memory.LONG, at + i, value >> 63);
    }
  }

  /**
   * A big-endian unscaled value; no bytes give 0. More bytes than fit must only repeat the sign.
   */
  void put(int row, byte[] bytes, int from, int end) {
    byte sign = (byte) (end > from ? bytes[from] >> 7 : 0);
    long at = (long) row * width;
    int length = Math.min(width, end - from);
    for (int i = 0; i < length; i++) {
      to.set(Memory.BYTE, at + i, bytes[end - 1 - i]);
    }
    for (int i = length; i < width; i++) {
      to.set(Memory.BYTE, at + i, sign);
    }
    for (int i = from; i < end - width; i++) {
      if (bytes[i] != sign) {
        throw new ArithmeticException("a decimal has more digits than its column declares");
      }
    }
  }
}
