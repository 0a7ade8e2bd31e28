package io.sabot.kafka;

import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** What else is known of a record, as columns behind those of its value. */
public enum Metadata {
  /** The topic's name: Utf8. */
  TOPIC(ArrowType.Utf8.INSTANCE, Nulls.NONE),
  /** The number of the partition: Int32. */
  PARTITION(new ArrowType.Int(32, true), Nulls.NONE),
  /** The place within the partition: Int64. */
  OFFSET(new ArrowType.Int(64, true), Nulls.NONE),
  /** When the record was made or appended, as the topic is set up: Timestamp(MILLISECOND, UTC). */
  TIMESTAMP(new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"), Nulls.NONE),
  /** The bytes of the key, null where there is none: Binary. */
  KEY(ArrowType.Binary.INSTANCE, Nulls.SOME),
  /**
   * The key as text, null where there is none: Utf8. A key that is not UTF-8 rejects its record.
   */
  KEY_TEXT(ArrowType.Utf8.INSTANCE, Nulls.SOME),
  /** Names and values in their order: Map of Utf8 to Binary. */
  HEADERS(new ArrowType.Map(false), Nulls.NONE);

  private enum Nulls {
    NONE,
    SOME
  }

  private final ArrowType type;
  private final Nulls nulls;

  Metadata(ArrowType type, Nulls nulls) {
    this.type = type;
    this.nulls = nulls;
  }

  /** What its column is called unless another name is given, e.g. {@code offset}. */
  public String columnName() {
    return this == KEY_TEXT ? "key" : name().toLowerCase(Locale.ROOT);
  }

  Field field(String name) {
    List<Field> children = this == HEADERS ? List.of(headers()) : List.of();
    return new Field(name, new FieldType(nulls == Nulls.SOME, type, null), children);
  }

  private static Field headers() {
    Field name = new Field("key", FieldType.notNullable(ArrowType.Utf8.INSTANCE), List.of());
    Field value = new Field("value", FieldType.nullable(ArrowType.Binary.INSTANCE), List.of());
    return new Field(
        "entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(name, value));
  }
}
