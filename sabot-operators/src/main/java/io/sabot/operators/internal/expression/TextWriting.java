package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DecimalKernels;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Anything into strings, and strings into other layouts. */
final class TextWriting {
  private static final int INLINE = 12;

  private TextWriting() {}

  /** Writes the buffers of the target's layout. Nothing can fail. */
  static boolean write(Operand a, Building out, ArrowType to) {
    long[] ends = new long[out.length() + 1];
    MemorySegment validity = a.column().validity();
    boolean isBytes = Lane.of(a.column().field().getType()) == Lane.BYTES;
    ByteRows rows = isBytes ? Comparison.rows(a) : null;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int row = 0; row < out.length(); row++) {
      if (validity == null || Bitmaps.get(validity, row)) {
        bytes.writeBytes(
            rows == null ? text(a, row).getBytes(StandardCharsets.UTF_8) : rows.bytes(row));
      }
      ends[row + 1] = bytes.size();
    }
    byte[] data = bytes.toByteArray();
    if (Layout.of(to) == Layout.VIEW) {
      views(out, data, ends);
    } else {
      offsets(out, Layout.of(to), data, ends);
    }
    return true;
  }

  private static void offsets(Building out, Layout layout, byte[] data, long[] ends) {
    int width = layout == Layout.VARIABLE ? 4 : 8;
    MemorySegment offsets = out.buffer((long) width * ends.length);
    for (int i = 0; i < ends.length; i++) {
      if (width == 4) {
        offsets.set(Memory.INT, (long) i << 2, (int) ends[i]);
      } else {
        offsets.set(Memory.LONG, (long) i << 3, ends[i]);
      }
    }
    MemorySegment.copy(MemorySegment.ofArray(data), 0, out.buffer(data.length), 0, data.length);
  }

  private static void views(Building out, byte[] data, long[] ends) {
    MemorySegment views = out.buffer(16L * (ends.length - 1));
    views.fill((byte) 0);
    for (int row = 0; row + 1 < ends.length; row++) {
      int start = (int) ends[row];
      int length = (int) ends[row + 1] - start;
      long at = (long) row << 4;
      views.set(Memory.INT, at, length);
      int kept = length <= INLINE ? length : 4;
      MemorySegment.copy(MemorySegment.ofArray(data), start, views, at + 4, kept);
      if (length > INLINE) {
        views.set(Memory.INT, at + 12, start);
      }
    }
    MemorySegment.copy(MemorySegment.ofArray(data), 0, out.buffer(data.length), 0, data.length);
  }

  /** A value as messages show it. */
  static String shown(Operand a, int row) {
    int at = row * a.stride();
    return Lane.of(a.column().field().getType()) == Lane.BYTES
        ? "'" + new String(Comparison.rows(a).bytes(row), StandardCharsets.UTF_8) + "'"
        : text(a, at);
  }

  /** The text of a value that is not text. */
  private static String text(Operand a, int row) {
    ArrowType type = a.column().field().getType();
    MemorySegment values = a.values();
    return switch (type) {
      case ArrowType.Bool t -> Boolean.toString(Bitmaps.get(values, row));
      case ArrowType.Decimal t ->
          new BigDecimal(DecimalKernels.get(values, t.getBitWidth() / 8, row), t.getScale())
              .toPlainString();
      case ArrowType.FloatingPoint t ->
          switch (Lane.width(type)) {
            case 8 -> Double.toString(values.get(Memory.DOUBLE, (long) row << 3));
            case 4 -> Float.toString(values.get(Memory.FLOAT, (long) row << 2));
            default ->
                Float.toString(Float.float16ToFloat(values.get(Memory.SHORT, (long) row << 1)));
          };
      case ArrowType.Int t -> integer(values, t, row);
      default -> TimeUnits.text(signed(values, Lane.width(type), row), type);
    };
  }

  private static String integer(MemorySegment values, ArrowType.Int type, int row) {
    int width = type.getBitWidth() / 8;
    long value = signed(values, width, row);
    if (type.getIsSigned()) {
      return Long.toString(value);
    }
    return width == 8
        ? Long.toUnsignedString(value)
        : Long.toString(value & (1L << type.getBitWidth()) - 1);
  }

  private static long signed(MemorySegment values, int width, int row) {
    return switch (width) {
      case 1 -> values.get(Memory.BYTE, row);
      case 2 -> values.get(Memory.SHORT, (long) row << 1);
      case 4 -> values.get(Memory.INT, (long) row << 2);
      default -> values.get(Memory.LONG, (long) row << 3);
    };
  }
}
