package io.sabot.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Splits a column into the dictionary of its distinct values and the indices into it. */
final class DictionaryBuilder {
  private DictionaryBuilder() {}

  /** The index vector, which the caller closes; the dictionary goes to the provider. */
  static FieldVector encode(
      Field field,
      List<@Nullable Object> values,
      BufferAllocator allocator,
      MapDictionaryProvider provider) {
    Map<Object, Long> numbers = new LinkedHashMap<>();
    List<@Nullable Object> indices = new ArrayList<>();
    for (Object value : values) {
      indices.add(
          value == null ? null : numbers.computeIfAbsent(value, v -> (long) numbers.size()));
    }
    DictionaryEncoding encoding = field.getDictionary();
    Field valueField =
        new Field(field.getName(), new FieldType(true, field.getType(), null), field.getChildren());
    provider.put(
        new Dictionary(
            VectorWriter.vector(valueField, new ArrayList<>(numbers.keySet()), allocator),
            encoding));
    return VectorWriter.vector(indexField(field), indices, allocator);
  }

  /** The field of the indices; other fields as they are. */
  static Field indexField(Field field) {
    DictionaryEncoding encoding = field.getDictionary();
    return encoding == null
        ? field
        : new Field(
            field.getName(),
            new FieldType(field.isNullable(), encoding.getIndexType(), encoding),
            null);
  }
}
