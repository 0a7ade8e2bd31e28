package io.sabot.stream.internal.csv;

import io.sabot.batch.Column;
import io.sabot.stream.internal.file.ColumnParts;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of the batch being read, on the heap and used again for the next batch.
 */
abstract class CsvColumn {
  private final Field field;
  private final long[] validity;
  private int rows;
  private int nulls;

  CsvColumn(Field field, int capacity) {
    this.field = field;
    this.validity = new long[(capacity + 63) >>> 6];
  }

  /** A column for values of a type, or null where text cannot become one. */
  static @Nullable CsvColumn of(Field field, int capacity) {
    return switch (field.getType()) {
      case ArrowType.Utf8 t -> new TextColumn(field, capacity);
      case ArrowType.LargeUtf8 t -> new TextColumn(field, capacity);
      case ArrowType.Decimal t -> new DecimalColumn(field, capacity);
      default -> {
        CsvParser parser = parser(field.getType());
        yield parser == null ? null : new FixedColumn(field, capacity, parser);
      }
    };
  }

  private static @Nullable CsvParser parser(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> new BoolParser();
      case ArrowType.Int t -> new IntegerParser(t);
      case ArrowType.FloatingPoint t ->
          switch (t.getPrecision()) {
            case HALF -> null;
            case SINGLE -> FloatParser.ofFloats();
            case DOUBLE -> FloatParser.ofDoubles();
          };
      case ArrowType.Date t ->
          switch (t.getUnit()) {
            case DAY -> new DateParser(1);
            case MILLISECOND -> new DateParser(86_400_000);
          };
      case ArrowType.Time t -> new TimeParser(t.getUnit());
      case ArrowType.Timestamp t -> new TimestampParser(t);
      default -> null;
    };
  }

  final Field field() {
    return field;
  }

  final int rows() {
    return rows;
  }

  /** Appends a value; false, and nothing appended, where the text does not fit the type. */
  final boolean append(char[] text, int from, int end) {
    if (!set(rows, text, from, end)) {
      return false;
    }
    validity[rows >>> 6] |= 1L << rows;
    rows++;
    return true;
  }

  /** Appends a null. */
  final void appendNull() {
    setNull(rows);
    nulls++;
    rows++;
  }

  abstract boolean set(int row, char[] text, int from, int end);

  abstract void setNull(int row);

  /** Bytes collected beyond what a row of the type always takes. */
  abstract long textBytes();

  abstract void addValues(ColumnParts parts, int length);

  abstract void clear();

  /** The column so far; what follows starts a new one. */
  final Column finish(BufferAllocator allocator) {
    try (ColumnParts parts = new ColumnParts(allocator)) {
      if (nulls == 0) {
        parts.addNoNulls();
      } else {
        parts.addBits(validity, rows);
      }
      addValues(parts, rows);
      return parts.column(field, rows);
    } finally {
      reset();
    }
  }

  /** Forgets what was collected. */
  final void reset() {
    Arrays.fill(validity, 0);
    rows = 0;
    nulls = 0;
    clear();
  }
}
