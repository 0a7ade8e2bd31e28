package io.sabot.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Which columns of a table are read.
 *
 * @param schema theirs
 * @param ordinals where they are in the table
 */
record SomeColumns(Schema schema, List<Integer> ordinals) {
  /** All columns of a schema. */
  static SomeColumns allOf(Schema schema) {
    return new SomeColumns(schema, IntStream.range(0, schema.getFields().size()).boxed().toList());
  }

  /** These columns of them, in this order. */
  SomeColumns only(List<String> names) {
    List<Field> fields = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (String name : names) {
      Field field = schema.findField(name);
      fields.add(field);
      places.add(ordinals.get(schema.getFields().indexOf(field)));
    }
    return new SomeColumns(new Schema(fields, schema.getCustomMetadata()), places);
  }
}
