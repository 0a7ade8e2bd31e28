package io.sabot.operators.internal.table;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.state.EncodedKeys;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Which rows hold a value, as words of 64 bits. Layouts without a bitmap of their own (null type,
 * unions, run ends) take part like all others.
 */
public final class LogicalValidity {
  private LogicalValidity() {}

  /** A set bit for each row that is not null, or null where no row is. */
  public static long @Nullable [] of(Column column, BufferAllocator allocator) {
    if (!column.layout().hasValidity()) {
      return encoded(column, allocator);
    }
    MemorySegment validity = column.validity();
    if (validity == null) {
      return null;
    }
    long[] words = new long[Bitmaps.words(column.length())];
    for (int w = 0; w < words.length; w++) {
      words[w] = Bitmaps.word(validity, w, column.length());
    }
    return words;
  }

  /** Rows of which every column holds a value, or null where all do. */
  public static long @Nullable [] ofAll(List<Column> columns, BufferAllocator allocator) {
    long[] all = null;
    for (Column column : columns) {
      long[] words = of(column, allocator);
      if (all == null) {
        all = words;
      } else if (words != null) {
        for (int w = 0; w < all.length; w++) {
          all[w] &= words[w];
        }
      }
    }
    return all;
  }

  /** Whether the bit of a row is set. */
  public static boolean get(long @Nullable [] words, int row) {
    return words == null || (words[row >>> 6] >>> row & 1) != 0;
  }

  private static long @Nullable [] encoded(Column column, BufferAllocator allocator) {
    long[] words = new long[Bitmaps.words(column.length())];
    if (column.layout() == Layout.NULL) {
      return words;
    }
    try (EncodedKeys keys = KeyEncoding.encode(List.of(column), column.length(), allocator)) {
      for (int i = 0; i < column.length(); i++) {
        words[i >>> 6] |= (long) keys.bytes().get(Memory.BYTE, keys.offsets()[i]) << i;
      }
    }
    return words;
  }
}
