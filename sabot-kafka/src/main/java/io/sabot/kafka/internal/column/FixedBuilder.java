package io.sabot.kafka.internal.column;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Values of at most 64 bits, given as the low bits of a long. */
public final class FixedBuilder extends ColumnBuilder {
  private static final int FIRST = 1024;

  private final int width;
  private long[] values = new long[FIRST];

  /** For a field of a layout of bits, or of 1, 2, 4 or 8 bytes. */
  public FixedBuilder(Field field) {
    super(field);
    this.width = Layout.of(field.getType()) == Layout.BIT ? 0 : Layout.width(field.getType());
  }

  /** Bytes of a value in its column; 0 for bits. */
  public int bytesPerValue() {
    return width;
  }

  /** Appends a value. */
  public void append(long bits) {
    put(rows(), bits);
    appended();
  }

  private void put(int row, long bits) {
    if (row == values.length) {
      values = Arrays.copyOf(values, values.length * 2);
    }
    values[row] = bits;
  }

  @Override
  void putNull(int row) {
    put(row, 0);
  }

  @Override
  public long bytes() {
    return (long) rows() * Math.max(1, width);
  }

  @Override
  void cut(int length) {}

  @Override
  void write(BufferAllocator allocator, List<ArrowBuf> buffers) {
    int length = rows();
    switch (width) {
      case 0 -> {
        MemorySegment bits = add(Bitmaps.bytes(length), allocator, buffers).fill((byte) 0);
        for (int i = 0; i < length; i++) {
          if (values[i] != 0) {
            Bitmaps.set(bits, i);
          }
        }
      }
      case 1 -> {
        MemorySegment to = add(length, allocator, buffers);
        for (int i = 0; i < length; i++) {
          to.set(Memory.BYTE, i, (byte) values[i]);
        }
      }
      case 2 -> {
        MemorySegment to = add(length * 2L, allocator, buffers);
        for (int i = 0; i < length; i++) {
          to.set(Memory.SHORT, i * 2L, (short) values[i]);
        }
      }
      case 4 -> {
        MemorySegment to = add(length * 4L, allocator, buffers);
        for (int i = 0; i < length; i++) {
          to.set(Memory.INT, i * 4L, (int) values[i]);
        }
      }
      default -> copy(MemorySegment.ofArray(values), length * 8L, allocator, buffers);
    }
  }
}
