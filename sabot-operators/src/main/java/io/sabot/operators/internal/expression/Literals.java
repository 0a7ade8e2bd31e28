package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.NullColumn;
import io.sabot.expression.Constant;
import io.sabot.operators.internal.kernel.DecimalKernels;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Constants as columns of one row. */
final class Literals {
  private Literals() {}

  static Column column(Constant constant, BufferAllocator allocator) {
    ArrowType type = constant.type();
    return switch (constant.value()) {
      case null -> NullColumn.of(Building.field(type), 1, allocator);
      case String text when type instanceof ArrowType.Utf8 ->
          bytes(type, text.getBytes(StandardCharsets.UTF_8), allocator);
      case String text -> bytes(type, HexFormat.of().parseHex(text), allocator);
      default -> fixed(constant, allocator);
    };
  }

  private static Column bytes(ArrowType type, byte[] bytes, BufferAllocator allocator) {
    ArrowBuf offsets = Memory.allocateZeroed(allocator, 8);
    try {
      Memory.segment(offsets).set(Memory.INT, 4, bytes.length);
      ArrowBuf data = Memory.allocate(allocator, bytes.length);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, Memory.segment(data), 0, bytes.length);
      return Column.of(Building.field(type), 1, allocator.getEmpty(), offsets, data);
    } catch (Throwable failure) {
      offsets.getReferenceManager().release();
      throw failure;
    }
  }

  private static Column fixed(Constant constant, BufferAllocator allocator) {
    ArrowBuf buffer = Memory.allocateZeroed(allocator, 16);
    try {
      put(constant, Memory.segment(buffer));
      return Column.of(Building.field(constant.type()), 1, allocator.getEmpty(), buffer);
    } catch (Throwable failure) {
      buffer.getReferenceManager().release();
      throw failure;
    }
  }

  private static void put(Constant constant, MemorySegment to) {
    switch (constant.value()) {
      case Boolean value when value -> Bitmaps.set(to, 0);
      case Boolean value -> Bitmaps.clear(to, 0);
      case Float value -> to.set(Memory.FLOAT, 0, value);
      case Double value -> to.set(Memory.DOUBLE, 0, value);
      case BigDecimal value -> DecimalKernels.put(to, 16, 0, value.unscaledValue());
      case Long value -> {
        switch (Layout.width(constant.type())) {
          case 1 -> to.set(Memory.BYTE, 0, value.byteValue());
          case 2 -> to.set(Memory.SHORT, 0, value.shortValue());
          case 4 -> to.set(Memory.INT, 0, value.intValue());
          default -> to.set(Memory.LONG, 0, value);
        }
      }
      case null, default -> throw new IllegalArgumentException("not a constant: " + constant);
    }
  }
}
