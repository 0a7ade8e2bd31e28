package io.sabot.testkit;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table on the heap, made by {@link Tables#table}: a value that can be laid out any number of
 * times.
 */
public final class TextTable {
  private final Schema written;
  private final List<Row> rows;

  /** Values must be in a form that {@link Values#canonical} takes. */
  TextTable(Schema written, List<Row> rows) {
    this.written = written;
    List<Row> canonical = new ArrayList<>();
    for (Row row : rows) {
      canonical.add(canonical(written, row));
    }
    this.rows = List.copyOf(canonical);
  }

  static Row canonical(Schema schema, Row row) {
    List<Field> fields = schema.getFields();
    if (row.values().size() != fields.size()) {
      throw new IllegalArgumentException(
          "%s has %d values for %d columns".formatted(row, row.values().size(), fields.size()));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(Values.canonical(fields.get(i), row.get(i)));
    }
    return new Row(values);
  }

  /** The schema, dictionary-encoded columns shown decoded. */
  public Schema schema() {
    return SchemaText.decoded(written);
  }

  /** The rows, each value in the one form the kit has for its type. */
  public List<Row> rows() {
    return rows;
  }

  /** Some of the rows. */
  public TextTable slice(int start, int count) {
    return new TextTable(written, rows.subList(start, start + count));
  }

  /** As many rows, all values null. */
  public TextTable allNull() {
    List<@Nullable Object> nulls = new ArrayList<>();
    written.getFields().forEach(field -> nulls.add(null));
    return new TextTable(written, rows.stream().map(row -> new Row(nulls)).toList());
  }

  /** The same rows, every top-level string column dictionary-encoded. */
  TextTable dictionaryEncoded() {
    return new TextTable(SchemaText.dictionaryEncoded(written), rows);
  }

  /** Other rows under the same columns. */
  public TextTable withRows(List<Row> others) {
    return new TextTable(written, others);
  }

  /** The rows as a root, dictionaries decoded; the caller closes it. */
  public VectorSchemaRoot root(BufferAllocator allocator) {
    return root(allocator, null);
  }

  /**
   * The rows as a root with dictionary-encoded columns as such; the caller closes the root and the
   * provider, which gets the dictionaries.
   */
  public VectorSchemaRoot root(
      BufferAllocator allocator, @Nullable MapDictionaryProvider dictionaries) {
    List<FieldVector> vectors = new ArrayList<>();
    try {
      for (int i = 0; i < written.getFields().size(); i++) {
        vectors.add(vector(i, allocator, dictionaries));
      }
      return new VectorSchemaRoot(laidOut(dictionaries), vectors, rows.size());
    } catch (Throwable failure) {
      vectors.forEach(FieldVector::close);
      throw failure;
    }
  }

  private List<Field> laidOut(@Nullable MapDictionaryProvider dictionaries) {
    return dictionaries == null
        ? schema().getFields()
        : written.getFields().stream().map(DictionaryBuilder::indexField).toList();
  }

  private FieldVector vector(
      int column, BufferAllocator allocator, @Nullable MapDictionaryProvider dictionaries) {
    Field field = written.getFields().get(column);
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(column)));
    if (field.getDictionary() != null && dictionaries != null) {
      return DictionaryBuilder.encode(field, values, allocator, dictionaries);
    }
    return VectorWriter.vector(schema().getFields().get(column), values, allocator);
  }

  /** The rows as a batch, with dictionary-encoded columns as such; the caller closes it. */
  public Batch batch(BufferAllocator allocator) {
    try (MapDictionaryProvider dictionaries = new MapDictionaryProvider();
        VectorSchemaRoot root = root(allocator, dictionaries)) {
      return Doors.borrow(root, dictionaries);
    }
  }

  @Override
  public String toString() {
    return Rows.text(schema(), rows);
  }
}
