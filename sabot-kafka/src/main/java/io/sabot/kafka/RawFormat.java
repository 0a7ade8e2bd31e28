package io.sabot.kafka;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Values as they are, in a column {@code value}: bytes, or text in UTF-8. */
record RawFormat(ArrowType type) implements ValueFormat {
  @Override
  public String name() {
    return isText() ? "text" : "bytes";
  }

  private boolean isText() {
    return type instanceof ArrowType.Utf8;
  }

  @Override
  public Schema schema() {
    return new Schema(List.of(Field.nullable("value", type)));
  }

  @Override
  public RecordDecoder open(Schema needed) {
    if (needed.getFields().isEmpty()) {
      return (value, rows) -> rows.endRow();
    }
    return isText()
        ? (value, rows) -> {
          rows.setUtf8(0, value);
          rows.endRow();
        }
        : (value, rows) -> {
          rows.setBytes(0, value);
          rows.endRow();
        };
  }
}
