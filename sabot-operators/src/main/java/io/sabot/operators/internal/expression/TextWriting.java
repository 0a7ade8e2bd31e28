package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DecimalKernels;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Anything into strings, and strings into other layouts. */
final class TextWriting {
  private static final int INLINE = 12;

  private TextWriting() {}

  /**
   * Writes the buffers of the target's layout, without a string per row where the values are
   * strings or integers. Whether all rows have a text; those that have not lose their bit in {@code
   * ok}.
   */
  static boolean write(String where, Operand a, Building out, ArrowType to, MemorySegment ok) {
    Layout layout = Layout.of(to);
    MemorySegment index =
        out.buffer(
            layout == Layout.VIEW ? 16L * out.length() : width(layout) * (out.length() + 1L));
    MemorySegment validity = a.column().validity();
    Source source = source(a);
    boolean all = true;
    try (GrowingBytes bytes = new GrowingBytes(out.allocator(), 8L * out.length())) {
      start(layout, index);
      for (int row = 0; row < out.length(); row++) {
        long before = bytes.size();
        if (validity == null || Bitmaps.get(validity, row)) {
          all &= write(source, row, bytes, ok);
        }
        end(layout, index, row, before, bytes);
        checkSize(where, layout, bytes.size(), to);
      }
      out.add(bytes.take());
    }
    return all;
  }

  private static boolean write(Source source, int row, GrowingBytes bytes, MemorySegment ok) {
    try {
      source.put(row, bytes);
      return true;
    } catch (DateTimeException failure) {
      Bitmaps.clear(ok, row);
      return false;
    }
  }

  /** Appends the text of a row. */
  private interface Source {
    void put(int row, GrowingBytes bytes);
  }

  private static Source source(Operand a) {
    ArrowType type = a.column().field().getType();
    if (Lane.of(type) == Lane.BYTES) {
      ByteRows rows = Comparison.rows(a);
      return (row, bytes) -> bytes.put(rows, row);
    }
    MemorySegment values = a.values();
    return type instanceof ArrowType.Int t && Lane.of(t) != Lane.UNSIGNED_LONG
        ? (row, bytes) -> bytes.put(integer(values, t, row))
        : (row, bytes) -> bytes.put(text(a, row));
  }

  private static long width(Layout layout) {
    return layout == Layout.VARIABLE ? 4 : 8;
  }

  private static void start(Layout layout, MemorySegment index) {
    switch (layout) {
      case VARIABLE -> index.set(Memory.INT, 0, 0);
      case VIEW -> index.fill((byte) 0);
      default -> index.set(Memory.LONG, 0, 0);
    }
  }

  private static void end(
      Layout layout, MemorySegment index, int row, long before, GrowingBytes bytes) {
    switch (layout) {
      case VARIABLE -> index.set(Memory.INT, (row + 1L) << 2, (int) bytes.size());
      case VIEW -> view(index, (long) row << 4, before, bytes);
      default -> index.set(Memory.LONG, (row + 1L) << 3, bytes.size());
    }
  }

  private static void view(MemorySegment views, long at, long start, GrowingBytes bytes) {
    int length = (int) (bytes.size() - start);
    views.set(Memory.INT, at, length);
    int kept = length <= INLINE ? length : 4;
    MemorySegment.copy(bytes.bytes(), start, views, at + 4, kept);
    if (length > INLINE) {
      views.set(Memory.INT, at + 12, (int) start);
    }
  }

  private static void checkSize(String where, Layout layout, long size, ArrowType to) {
    if (size > Integer.MAX_VALUE && layout != Layout.LARGE_VARIABLE) {
      throw Problem.at(where, ErrorCode.INVALID_CAST)
          .rule("the values of one batch must fit the 2 GiB of " + Types.name(to))
          .but("they take more")
          .cure(
              "cast to "
                  + (Types.isText(to) ? "LargeUtf8" : "LargeBinary")
                  + ", or make smaller batches")
          .run();
    }
  }

  /** A value as messages show it. */
  static String shown(Operand a, int row) {
    ArrowType type = a.column().field().getType();
    if (Lane.of(type) == Lane.BYTES) {
      return "'" + new String(Comparison.rows(a).bytes(row), StandardCharsets.UTF_8) + "'";
    }
    int at = row * a.stride();
    try {
      return text(a, at);
    } catch (DateTimeException tooLarge) {
      return Long.toString(signed(a.values(), Lane.width(type), at));
    }
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
      case ArrowType.Int t ->
          Lane.of(t) == Lane.UNSIGNED_LONG
              ? Long.toUnsignedString(signed(values, 8, row))
              : Long.toString(integer(values, t, row));
      default -> TimeUnits.text(signed(values, Lane.width(type), row), type);
    };
  }

  /** Of any width but 64 bits without a sign. */
  private static long integer(MemorySegment values, ArrowType.Int type, int row) {
    int bits = type.getBitWidth();
    long value = signed(values, bits / 8, row);
    return type.getIsSigned() ? value : value & (1L << bits) - 1;
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
