package io.sabot.stream.internal.ipc;

import io.sabot.stream.internal.file.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The columns of an IPC file.
 *
 * @param written the fields in the order of the file; a dictionary-encoded one has its decoded type
 *     and says which dictionary it uses
 * @param read the columns to read, decoded
 */
record IpcSchema(List<Field> written, Schema read) {
  static IpcSchema of(String where, org.apache.arrow.flatbuf.Schema flat) throws IOException {
    if (flat.endianness() != Endianness.Little) {
      throw new IOException("it is big-endian, and only little-endian data can be read");
    }
    SchemaGuard.require(flat);
    Schema schema = Schema.convertSchema(flat);
    Set<String> names = new HashSet<>();
    for (Field field : schema.getFields()) {
      if (!names.add(field.getName())) {
        throw Columns.duplicate(where, field.getName());
      }
      requireVector(field);
    }
    List<Field> decoded = schema.getFields().stream().map(IpcSchema::decoded).toList();
    return new IpcSchema(schema.getFields(), new Schema(decoded, schema.getCustomMetadata()));
  }

  /** Refuses widths, sizes and units that no vector of Arrow's has. */
  private static void requireVector(Field field) throws IOException {
    Types.getMinorTypeForArrowType(field.getType());
    if (field.getDictionary() != null) {
      Types.getMinorTypeForArrowType(field.getDictionary().getIndexType());
    }
    int size =
        switch (field.getType()) {
          case ArrowType.FixedSizeList list -> list.getListSize();
          case ArrowType.FixedSizeBinary binary -> binary.getByteWidth();
          default -> 0;
        };
    if (size < 0) {
      throw new IOException("column \"%s\" claims a size of %d".formatted(field.getName(), size));
    }
    for (Field child : field.getChildren()) {
      requireVector(child);
    }
  }

  /** The field without its dictionary, children included. */
  static Field decoded(Field field) {
    List<Field> children = field.getChildren().stream().map(IpcSchema::decoded).toList();
    return new Field(
        field.getName(),
        new FieldType(field.isNullable(), field.getType(), null, field.getMetadata()),
        children);
  }

  /** Only these columns, in this order. */
  IpcSchema select(String where, List<String> names) {
    List<Field> selected = new ArrayList<>();
    for (String name : names) {
      selected.add(
          read.getFields().stream()
              .filter(field -> field.getName().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  Columns.unknown(
                      where, name, read.getFields().stream().map(Field::getName).toList())));
    }
    return new IpcSchema(written, new Schema(selected, read.getCustomMetadata()));
  }

  /** Whether a field of the file is read. */
  boolean reads(Field field) {
    return read.getFields().stream().anyMatch(other -> other.getName().equals(field.getName()));
  }

  /** The value field of each dictionary that a column to be read needs, by dictionary id. */
  Map<Long, Field> dictionaries() {
    Map<Long, Field> found = new HashMap<>();
    written.stream().filter(this::reads).forEach(field -> collect(field, found));
    return found;
  }

  private static void collect(Field field, Map<Long, Field> found) {
    if (field.getDictionary() != null) {
      FieldType values = new FieldType(true, field.getType(), null, field.getMetadata());
      found.put(
          field.getDictionary().getId(), new Field(field.getName(), values, field.getChildren()));
    }
    field.getChildren().forEach(child -> collect(child, found));
  }
}
