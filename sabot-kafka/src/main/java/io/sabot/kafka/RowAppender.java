package io.sabot.kafka;

import io.sabot.batch.Utf8Validation;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.column.BytesBuilder;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.DecimalBuilder;
import io.sabot.kafka.internal.column.FixedBuilder;
import io.sabot.kafka.internal.column.IntegerRange;
import io.sabot.kafka.internal.column.Misfit;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Takes the values of rows, column by column. Columns are numbered as in the schema the decoder was
 * opened for; one that is not set in a row is null there. {@link #endRow} ends a row; what is set
 * behind the last call, or by a decoder that throws, is dropped.
 *
 * <p>Each setter refuses, by an exception that rejects the record, a column of another type, a
 * value that its type does not hold, and a column that the row already has.
 */
public final class RowAppender {
  private final List<ColumnBuilder> columns;
  private int rows;

  RowAppender(List<ColumnBuilder> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Sets a boolean. */
  public void setBoolean(int column, boolean value) {
    if (!(columns.get(column).field().getType() instanceof ArrowType.Bool)) {
      throw mismatch(column, "a boolean");
    }
    ((FixedBuilder) open(column)).append(value ? 1 : 0);
  }

  /**
   * Sets an integer of any width; also dates, times, timestamps and durations, counted in the unit
   * of their type since its origin.
   */
  public void setLong(int column, long value) {
    if (!(open(column) instanceof FixedBuilder builder)) {
      throw mismatch(column, "an integer");
    }
    switch (builder.field().getType()) {
      case ArrowType.Int type when !IntegerRange.of(type).holds(value) ->
          throw misfit(column, String.valueOf(value));
      case ArrowType.Bool type -> throw mismatch(column, "an integer");
      case ArrowType.FloatingPoint type -> throw mismatch(column, "an integer");
      default -> {
        if (builder.bytesPerValue() == Integer.BYTES
            && !(builder.field().getType() instanceof ArrowType.Int)
            && value != (int) value) {
          throw misfit(column, String.valueOf(value));
        }
        builder.append(value);
      }
    }
  }

  /** Sets a floating-point number; one of 32 bits is rounded. */
  public void setDouble(int column, double value) {
    if (!(columns.get(column).field().getType() instanceof ArrowType.FloatingPoint type)
        || type.getPrecision() == FloatingPointPrecision.HALF) {
      throw mismatch(column, "a floating-point number");
    }
    ((FixedBuilder) open(column))
        .append(
            type.getPrecision() == FloatingPointPrecision.DOUBLE
                ? Double.doubleToRawLongBits(value)
                : Float.floatToRawIntBits((float) value));
  }

  /** Sets a decimal, which must have no more digits than its column. */
  public void setDecimal(int column, BigDecimal value) {
    if (!(open(column) instanceof DecimalBuilder builder)) {
      throw mismatch(column, "a decimal");
    }
    if (!builder.append(value)) {
      throw misfit(column, value.toString());
    }
  }

  /** Sets a string. */
  public void setText(int column, String value) {
    if (!Types.isText(columns.get(column).field().getType())) {
      throw mismatch(column, "a string");
    }
    char[] characters = value.toCharArray();
    if (!((BytesBuilder) open(column)).append(characters, 0, characters.length)) {
      throw refused(column, "half a pair of surrogates stands in it");
    }
  }

  /** Sets a string given as UTF-8, which is copied; other bytes are refused. */
  public void setUtf8(int column, byte[] value) {
    if (!Types.isText(columns.get(column).field().getType())) {
      throw mismatch(column, "a string");
    }
    if (!Utf8Validation.isUtf8(MemorySegment.ofArray(value), 0, value.length)) {
      throw refused(column, "its bytes are not UTF-8");
    }
    ((BytesBuilder) open(column)).append(value, 0, value.length);
  }

  /** Sets bytes, which are copied. */
  public void setBytes(int column, byte[] value) {
    setBytes(column, value, 0, value.length);
  }

  /** Sets bytes, which are copied: {@code length} of them, from {@code start} on. */
  public void setBytes(int column, byte[] value, int start, int length) {
    if (!(open(column) instanceof BytesBuilder builder)
        || Types.isText(builder.field().getType())) {
      throw mismatch(column, "bytes");
    }
    builder.append(value, start, length);
  }

  /** Ends the row. */
  public void endRow() {
    for (ColumnBuilder column : columns) {
      if (column.rows() == rows) {
        if (!column.field().isNullable()) {
          throw new Misfit("\"" + column.field().getName() + "\" must not be null, but it is");
        }
        column.appendNull();
      }
    }
    rows++;
  }

  /** Rows that were ended. */
  int rows() {
    return rows;
  }

  /** Takes back all rows but the first ones, and what was set of a row that was not ended. */
  void truncate(int length) {
    for (ColumnBuilder column : columns) {
      column.truncate(length);
    }
    rows = length;
  }

  /** Takes back what was set of a row that was not ended. */
  void dropOpenRow() {
    for (ColumnBuilder column : columns) {
      if (column.rows() > rows) {
        column.truncate(rows);
      }
    }
  }

  /** The builders, for decoders of this library. */
  List<ColumnBuilder> columns() {
    return columns;
  }

  /** The columns were finished: what follows starts new ones. */
  void clear() {
    rows = 0;
  }

  private ColumnBuilder open(int column) {
    ColumnBuilder builder = columns.get(column);
    if (builder.rows() > rows) {
      throw new Misfit(
          "a row must have one value for each column, but \""
              + builder.field().getName()
              + "\" is given twice");
    }
    return builder;
  }

  private Misfit mismatch(int column, String given) {
    return refused(column, "it is given " + given);
  }

  private Misfit misfit(int column, String value) {
    return refused(column, "it is " + value);
  }

  private Misfit refused(int column, String value) {
    var field = columns.get(column).field();
    return new Misfit(
        "\"" + field.getName() + "\" must be " + Types.name(field.getType()) + ", but " + value);
  }
}
