package io.sabot.testkit;

import io.sabot.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Random tables over every Arrow type: few distinct values and many, nulls where a column allows
 * them, and the values that break things (NaN, −0.0, infinities, extremes, empty and long strings).
 * Everything comes from the given {@link SplittableRandom}; see {@link Seed} for one that is shown
 * and replayed.
 */
public final class RandomBatches {
  /** Every type that {@link Tables} can write, one column text each, without a name. */
  public static final List<String> TYPES =
      List.of(
          "null",
          "bool",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "float16",
          "float32",
          "float64",
          "decimal(9,2)",
          "decimal(38,10)",
          "decimal256(60,5)",
          "utf8",
          "large_utf8",
          "utf8_view",
          "binary",
          "large_binary",
          "binary_view",
          "fixed_binary(5)",
          "date",
          "date64",
          "time(s)",
          "time(ms)",
          "time(us)",
          "time(ns)",
          "timestamp(s)",
          "timestamp(ms)",
          "timestamp(us)",
          "timestamp(ns)",
          "timestamp(s, UTC)",
          "timestamp(ms, Europe/Paris)",
          "timestamp(us, UTC)",
          "timestamp(ns, +05:30)",
          "duration(s)",
          "duration(ms)",
          "duration(us)",
          "duration(ns)",
          "interval(year_month)",
          "interval(day_time)",
          "interval(month_day_nano)",
          "list<int>",
          "list<utf8>",
          "large_list<double>",
          "list_view<utf8>",
          "large_list_view<long>",
          "fixed_list<int,3>",
          "struct<a:int,b:utf8>",
          "map<utf8,int>",
          "sparse_union<a:int,b:utf8>",
          "dense_union<a:int,b:utf8>",
          "run_end<int>",
          "run_end<utf8>",
          "dictionary<utf8>",
          "dictionary<long>",
          "list<list<utf8_view>>",
          "struct<a:list<int>,b:struct<c:bool>>",
          "list<struct<a:dense_union<x:int,y:utf8>,b:fixed_list<short,2>>>");

  private final SplittableRandom random;

  private RandomBatches(SplittableRandom random) {
    this.random = random;
  }

  /** Tables from these numbers. */
  public static RandomBatches of(SplittableRandom random) {
    return new RandomBatches(random);
  }

  /** A schema of {@code columns} columns {@code c0, c1, …} of random types. */
  public String schema(int columns) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      parts.add("c" + i + ":" + TYPES.get(random.nextInt(TYPES.size())));
    }
    return String.join(", ", parts);
  }

  /** A table of random values under a schema as {@link Tables#schema} reads it. */
  public TextTable table(String schema, int rows) {
    return table(SchemaText.parse(schema), rows);
  }

  /** A table of random values under a schema. */
  public TextTable table(Schema schema, int rows) {
    List<RandomValues> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      columns.add(new RandomValues(field, random.split()));
    }
    List<Row> table = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      columns.forEach(column -> values.add(column.next()));
      table.add(new Row(values));
    }
    return new TextTable(schema, table);
  }

  /** A root of random values, dictionaries decoded; the caller closes it. */
  public VectorSchemaRoot root(Schema schema, int rows, BufferAllocator allocator) {
    return table(schema, rows).root(allocator);
  }

  /**
   * A root of random values; the caller closes it and the provider, which gets the dictionaries.
   */
  public VectorSchemaRoot root(
      Schema schema, int rows, BufferAllocator allocator, MapDictionaryProvider dictionaries) {
    return table(schema, rows).root(allocator, dictionaries);
  }

  /** A batch of random values, dictionary-encoded columns as such; the caller closes it. */
  public Batch batch(String schema, int rows, BufferAllocator allocator) {
    return table(schema, rows).batch(allocator);
  }
}
