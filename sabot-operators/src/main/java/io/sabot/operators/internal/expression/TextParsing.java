package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DecimalKernels;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Strings into booleans, numbers, dates, times and timestamps. Blanks around are passed over. */
final class TextParsing {
  private TextParsing() {}

  static boolean parse(Operand a, Building out, ArrowType to, MemorySegment ok) {
    int length = out.length();
    ByteRows rows = Comparison.rows(a);
    MemorySegment validity = a.column().validity();
    MemorySegment values =
        to instanceof ArrowType.Bool ? out.bits() : out.buffer((long) Lane.width(to) * length);
    values.fill((byte) 0);
    boolean all = true;
    for (int row = 0; row < length; row++) {
      if (validity == null || Bitmaps.get(validity, row)) {
        rows.at(row);
        if (!isPlain(to, rows, values, row)) {
          String text = new String(rows.bytes(row), StandardCharsets.UTF_8).strip();
          boolean fits = parse(text, to, values, row);
          DecimalKernels.putOk(ok, row, fits);
          all &= fits;
        }
      }
    }
    return all;
  }

  /** Whether the text was a plain number, which is read without a string in between. */
  private static boolean isPlain(ArrowType to, ByteRows rows, MemorySegment values, int row) {
    if (to instanceof ArrowType.Int type && PlainNumbers.isInteger(rows)) {
      long value = PlainNumbers.integer(rows);
      IntegerRange range = IntegerRange.of(type);
      return value >= range.low()
          && value <= range.high()
          && put(values, type.getBitWidth() / 8, row, value);
    }
    if (Lane.of(to) == Lane.DOUBLE && PlainNumbers.isDecimal(rows)) {
      values.set(Memory.DOUBLE, (long) row << 3, PlainNumbers.decimal(rows));
      return true;
    }
    return false;
  }

  private static boolean parse(String text, ArrowType to, MemorySegment values, int row) {
    try {
      return switch (to) {
        case ArrowType.Bool t -> bool(text, values, row);
        case ArrowType.FloatingPoint t -> number(text, Lane.width(to), values, row);
        case ArrowType.Decimal t -> decimal(text, t, values, row);
        case ArrowType.Int t -> integer(text, t, values, row);
        default -> put(values, Lane.width(to), row, TimeUnits.parse(text, to));
      };
    } catch (NumberFormatException | DateTimeException | ArithmeticException failure) {
      return false;
    }
  }

  private static boolean bool(String text, MemorySegment values, int row) {
    boolean yes = text.equalsIgnoreCase("true");
    if (yes) {
      Bitmaps.set(values, row);
    }
    return yes || text.equalsIgnoreCase("false");
  }

  /**
   * As Java reads numbers, but for type suffixes and hexadecimal digits; inf and nan in any case.
   */
  private static boolean number(String written, int width, MemorySegment values, int row) {
    String text =
        switch (written.toLowerCase(Locale.ROOT)) {
          case "nan" -> "NaN";
          case "inf", "infinity", "+inf", "+infinity" -> "Infinity";
          case "-inf", "-infinity" -> "-Infinity";
          default -> written;
        };
    if (text.isEmpty()) {
      return false;
    }
    boolean isNumber = Character.isDigit(text.charAt(text.length() - 1)) || text.endsWith(".");
    boolean isWord = text.endsWith("NaN") || text.endsWith("Infinity");
    if (!isNumber && !isWord || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      return false;
    }
    switch (width) {
      case 8 -> values.set(Memory.DOUBLE, (long) row << 3, Double.parseDouble(text));
      case 4 -> values.set(Memory.FLOAT, (long) row << 2, Float.parseFloat(text));
      default ->
          values.set(Memory.SHORT, (long) row << 1, Float.floatToFloat16(Float.parseFloat(text)));
    }
    return true;
  }

  private static boolean decimal(
      String text, ArrowType.Decimal type, MemorySegment values, int row) {
    BigDecimal value = new BigDecimal(text);
    // Exponents are checked first: scaling by one of millions would take all memory there is.
    long whole = value.precision() - (long) value.scale();
    if (value.signum() == 0 || whole < -type.getScale()) {
      DecimalKernels.put(values, type.getBitWidth() / 8, row, BigInteger.ZERO);
      return true;
    }
    if (whole > type.getPrecision() - type.getScale() + 1L) {
      return false;
    }
    BigDecimal rounded = value.setScale(type.getScale(), RoundingMode.HALF_UP);
    boolean fits = DecimalKernels.fits(rounded.unscaledValue(), type.getPrecision());
    if (fits) {
      DecimalKernels.put(values, type.getBitWidth() / 8, row, rounded.unscaledValue());
    }
    return fits;
  }

  private static boolean integer(String text, ArrowType.Int type, MemorySegment values, int row) {
    if (Lane.of(type) == Lane.UNSIGNED_LONG) {
      values.set(Memory.LONG, (long) row << 3, Long.parseUnsignedLong(text));
      return true;
    }
    IntegerRange range = IntegerRange.of(type);
    long value = Long.parseLong(text);
    return value >= range.low()
        && value <= range.high()
        && put(values, type.getBitWidth() / 8, row, value);
  }

  private static boolean put(MemorySegment values, int width, int row, long value) {
    switch (width) {
      case 1 -> values.set(Memory.BYTE, row, (byte) value);
      case 2 -> values.set(Memory.SHORT, (long) row << 1, (short) value);
      case 4 -> values.set(Memory.INT, (long) row << 2, Math.toIntExact(value));
      default -> values.set(Memory.LONG, (long) row << 3, value);
    }
    return true;
  }
}
