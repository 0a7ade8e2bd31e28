package io.sabot.state;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Chooses how the values of a column are encoded. */
final class KeyParts {
  private KeyParts() {}

  static KeyPart of(Column column, BufferAllocator allocator) {
    if (column.dictionary() != null) {
      return NestedParts.dictionary(column, allocator);
    }
    ArrowType type = storage(column.physicalType());
    if (KeyEncoding.isWord(type)) {
      return new Words(column);
    }
    return switch (column.layout()) {
      case NULL -> new Nulls();
      case FIXED -> wide(column, type);
      case VARIABLE, LARGE_VARIABLE, VIEW -> new BytesPart(column);
      default -> NestedParts.of(column, allocator);
    };
  }

  static ArrowType storage(ArrowType type) {
    return type instanceof ArrowType.ExtensionType extension ? extension.storageType() : type;
  }

  private static KeyPart wide(Column column, ArrowType type) {
    int width = Layout.width(type);
    return type instanceof ArrowType.FixedSizeBinary
        ? new BytesPart(column)
        : new Wide(column, width, Math.max(width, 16));
  }

  static boolean valid(@Nullable MemorySegment validity, int row) {
    return validity == null || Bitmaps.get(validity, row);
  }

  /** Adds the length of a row, {@code whole} where it is not null. */
  static void measureFixed(@Nullable MemorySegment validity, int whole, long[] lengths, int rows) {
    if (validity == null) {
      for (int i = 0; i < rows; i++) {
        lengths[i] += whole;
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      lengths[i] += Bitmaps.get(validity, i) ? whole : 1;
    }
  }

  /** The column of the null type. */
  private record Nulls() implements KeyPart {
    @Override
    public void measure(long[] lengths, int rows) {
      for (int i = 0; i < rows; i++) {
        lengths[i]++;
      }
    }

    @Override
    public void write(MemorySegment to, long[] cursors, int rows) {
      for (int i = 0; i < rows; i++) {
        to.set(Memory.BYTE, cursors[i]++, (byte) 0);
      }
    }
  }

  /** Values of up to 8 bytes. */
  private record Words(Column column) implements KeyPart {
    @Override
    public void measure(long[] lengths, int rows) {
      measureFixed(column.validity(), 9, lengths, rows);
    }

    @Override
    public void write(MemorySegment to, long[] cursors, int rows) {
      long[] words = new long[rows];
      KeyWords.load(column, words);
      MemorySegment validity = column.validity();
      for (int i = 0; i < rows; i++) {
        long at = cursors[i];
        if (valid(validity, i)) {
          to.set(Memory.BYTE, at, (byte) 1);
          to.set(Memory.LONG, at + 1, words[i]);
          cursors[i] = at + 9;
        } else {
          to.set(Memory.BYTE, at, (byte) 0);
          cursors[i] = at + 1;
        }
      }
    }
  }

  /** Decimals and wide intervals, extended by their sign to {@code target} bytes. */
  private record Wide(Column column, int width, int target) implements KeyPart {
    @Override
    public void measure(long[] lengths, int rows) {
      measureFixed(column.validity(), target + 1, lengths, rows);
    }

    @Override
    public void write(MemorySegment to, long[] cursors, int rows) {
      MemorySegment validity = column.validity();
      MemorySegment values = column.segment(1);
      for (int i = 0; i < rows; i++) {
        long at = cursors[i];
        if (valid(validity, i)) {
          to.set(Memory.BYTE, at, (byte) 1);
          copy(values, (long) i * width, to, at + 1);
          cursors[i] = at + 1 + target;
        } else {
          to.set(Memory.BYTE, at, (byte) 0);
          cursors[i] = at + 1;
        }
      }
    }

    private void copy(MemorySegment values, long from, MemorySegment to, long at) {
      MemorySegment.copy(values, from, to, at, width);
      byte sign = (byte) (values.get(Memory.BYTE, from + width - 1) >> 7);
      for (int b = width; b < target; b++) {
        to.set(Memory.BYTE, at + b, sign);
      }
    }
  }

  static List<Column> children(Column column) {
    Column[] children = new Column[column.childCount()];
    for (int i = 0; i < children.length; i++) {
      children[i] = column.child(i);
    }
    return List.of(children);
  }
}
