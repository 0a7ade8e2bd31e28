package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row as Java values, for the edge of a program: integers as {@code Byte} to {@code Long}
 * (unsigned ones in the next wider type), {@code Float}, {@code Double}, {@code BigDecimal}, {@code
 * Boolean}, {@code String}, {@code byte[]}, {@code LocalDate}, {@code LocalTime}, {@code
 * LocalDateTime}, {@code Instant} (timestamps with a zone), {@code Duration}, lists as {@code
 * List}, structs and maps as {@code Map}. Null is null.
 */
public final class Row {
  private final Schema schema;
  private final @Nullable Object[] values;

  Row(Schema schema, @Nullable Object[] values) {
    this.schema = schema;
    this.values = values;
  }

  /** The columns. */
  public Schema schema() {
    return schema;
  }

  /** The values in column order. */
  public List<@Nullable Object> values() {
    return new ArrayList<>(Arrays.asList(values));
  }

  /** The value of a column, by position. */
  public @Nullable Object get(int ordinal) {
    if (ordinal < 0 || ordinal >= values.length) {
      throw Problem.at("Row", ErrorCode.UNKNOWN_COLUMN)
          .rule("a column's position must be at least 0 and less than " + values.length)
          .but("it is " + ordinal)
          .cure("its columns are " + names())
          .run();
    }
    return values[ordinal];
  }

  /** The value of a column. */
  public @Nullable Object get(String column) {
    return values[ordinal(column)];
  }

  /** An integer column that is not null here. */
  public long getLong(String column) {
    return number(column).longValue();
  }

  /** An integer column that is not null here and fits. */
  public int getInt(String column) {
    return Math.toIntExact(getLong(column));
  }

  /** A numeric column that is not null here. */
  public double getDouble(String column) {
    return number(column).doubleValue();
  }

  /** A boolean column that is not null here. */
  public boolean getBoolean(String column) {
    return typed(column, Boolean.class);
  }

  /** A string column; null stays null. */
  public @Nullable String getString(String column) {
    Object value = get(column);
    return value == null ? null : value.toString();
  }

  /** Whether a column is null here. */
  public boolean isNull(String column) {
    return get(column) == null;
  }

  private Number number(String column) {
    return typed(column, Number.class);
  }

  private <T> T typed(String column, Class<T> type) {
    Object value = get(column);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw Problem.at("Row", ErrorCode.TYPE_MISMATCH)
        .rule("column \"%s\" must hold a %s".formatted(column, type.getSimpleName()))
        .but(value == null ? "it is null" : "it is a " + value.getClass().getSimpleName())
        .cure(
            value == null
                ? "ask isNull(\"%s\") first, or use get(\"%s\")".formatted(column, column)
                : "use get(\"%s\")".formatted(column))
        .run();
  }

  private int ordinal(String column) {
    List<Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(column)) {
        return i;
      }
    }
    throw Problem.at("Row", ErrorCode.UNKNOWN_COLUMN)
        .rule("the row must have the column")
        .but("there is no \"" + column + "\"")
        .cure("its columns are " + names())
        .run();
  }

  private List<String> names() {
    return schema.getFields().stream().map(Field::getName).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && Arrays.deepEquals(values, row.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  /** Names and values, e.g. {@code {a=1, s=x}}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < values.length; i++) {
      String value = Arrays.deepToString(new Object[] {values[i]});
      text.add(names().get(i) + "=" + value.substring(1, value.length() - 1));
    }
    return text.toString();
  }
}
