package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches of fixed-width columns with the values at which types end, sliced at odd offsets. */
final class RandomColumns {
  /** Where nulls are. */
  enum Nulls {
    NONE,
    ALL,
    RANDOM,
    RUNS
  }

  /** How large values are. */
  enum Values {
    /** Edges of the type among anything. */
    EDGES,
    /** Small, so that arithmetic fits. */
    SMALL
  }

  private static final double[] EDGES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    0x1p31,
    -0x1p31,
    0x1p63,
    -0x1p63,
    Integer.MAX_VALUE,
    0x1p32,
    127.9,
    -128.9,
    255.5,
    1e-300
  };

  private final SplittableRandom random;
  private final BufferAllocator allocator;

  RandomColumns(SplittableRandom random, BufferAllocator allocator) {
    this.random = random;
    this.allocator = allocator;
  }

  Batch batch(Schema schema, int length, Nulls nulls, Values values) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      int offset = random.nextInt(4) == 0 ? 0 : random.nextInt(70);
      Nulls pattern = field.isNullable() ? nulls : Nulls.NONE;
      try (Column whole = column(field, offset + length + 3, pattern, values)) {
        columns.add(whole.slice(offset, length, allocator));
      }
    }
    return Batch.of(schema, columns, length);
  }

  private Column column(Field field, int length, Nulls nulls, Values values) {
    ArrowType type = field.getType();
    ArrowBuf validity = Memory.allocate(allocator, Bitmaps.bytes(length) + 8);
    fill(Memory.segment(validity), length, nulls);
    boolean bits = Layout.of(type) == Layout.BIT;
    long bytes = bits ? Bitmaps.bytes(length) : (long) length * Layout.width(type);
    ArrowBuf buffer = Memory.allocate(allocator, bytes);
    MemorySegment to = Memory.segment(buffer);
    for (int row = 0; row < length; row++) {
      put(type, to, row, values);
    }
    return Column.of(field, length, validity, buffer);
  }

  private void fill(MemorySegment bits, int length, Nulls nulls) {
    bits.fill((byte) 0);
    boolean valid = true;
    for (int row = 0; row < length; row++) {
      valid =
          switch (nulls) {
            case NONE -> true;
            case ALL -> false;
            case RANDOM -> random.nextInt(3) > 0;
            case RUNS -> random.nextInt(100) == 0 ? !valid : valid;
          };
      if (valid) {
        Bitmaps.set(bits, row);
      }
    }
  }

  private void put(ArrowType type, MemorySegment to, int row, Values values) {
    switch (type) {
      case ArrowType.Bool t -> {
        if (random.nextBoolean()) {
          Bitmaps.set(to, row);
        } else {
          Bitmaps.clear(to, row);
        }
      }
      case ArrowType.FloatingPoint t -> {
        double value = values == Values.EDGES ? edge() : random.nextInt(-400, 400) / 4.0;
        if (t.getPrecision() == FloatingPointPrecision.DOUBLE) {
          to.set(Memory.DOUBLE, (long) row << 3, value);
        } else {
          to.set(Memory.FLOAT, (long) row << 2, (float) value);
        }
      }
      default -> {
        int bits = 8 * Layout.width(type);
        long value = values == Values.EDGES ? edge(bits) : random.nextLong(0, 9);
        switch (bits) {
          case 8 -> to.set(Memory.BYTE, row, (byte) value);
          case 16 -> to.set(Memory.SHORT, (long) row << 1, (short) value);
          case 32 -> to.set(Memory.INT, (long) row << 2, (int) value);
          default -> to.set(Memory.LONG, (long) row << 3, value);
        }
      }
    }
  }

  private double edge() {
    return random.nextBoolean()
        ? EDGES[random.nextInt(EDGES.length)]
        : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-5, 12));
  }

  private long edge(int bits) {
    return switch (random.nextInt(8)) {
      case 0 -> -1L << bits - 1;
      case 1 -> ~(-1L << bits - 1);
      case 2 -> -1;
      case 3 -> 0;
      case 4 -> random.nextLong();
      default -> random.nextLong(-50, 50);
    };
  }
}
