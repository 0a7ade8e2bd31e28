package io.sabot.stream.internal.csv;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Types;
import io.sabot.stream.CsvOptions;
import io.sabot.stream.internal.file.Columns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file, found when a source is made.
 *
 * @param names the fields of every record, in the order of the file
 * @param schema the columns to read
 */
record CsvSchema(List<String> names, Schema schema) {
  private static final int SAMPLE = 1_000;

  static CsvSchema read(String where, Path path, CsvOptions options) throws IOException {
    try (CsvRecords records = new CsvRecords(where, path, options)) {
      List<String> first = new ArrayList<>();
      if (!records.next(
          (i, text, from, end, quoted) -> first.add(new String(text, from, end - from)))) {
        throw Problem.at(where, ErrorCode.SOURCE_FAILED)
            .rule("the first record must show how many fields there are")
            .but("there is no record")
            .cure("write a header line, also where there is no row")
            .plan();
      }
      if (options.header() == CsvOptions.Header.ABSENT) {
        return withoutHeader(where, path, options, first.size());
      }
      List<String> names = names(where, first);
      return new CsvSchema(
          names,
          options.schema() == null
              ? infer(where, records, names, options)
              : byName(where, names, options.schema()));
    }
  }

  private static CsvSchema withoutHeader(String where, Path path, CsvOptions options, int count)
      throws IOException {
    Schema schema = options.schema();
    if (schema == null) {
      List<String> names = numbered(count);
      try (CsvRecords again = new CsvRecords(where, path, options)) {
        return new CsvSchema(names, infer(where, again, names, options));
      }
    }
    if (schema.getFields().size() != count) {
      throw Problem.at(where, ErrorCode.SCHEMA_MISMATCH)
          .rule("a schema for a file without a header must name every field of a record")
          .but("it names %d and line 1 has %d".formatted(schema.getFields().size(), count))
          .cure("give a schema of %d columns, or check the separator".formatted(count))
          .plan();
    }
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    return new CsvSchema(names, byName(where, names, schema));
  }

  private static List<String> numbered(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add("column_" + i);
    }
    return names;
  }

  private static List<String> names(String where, List<String> header) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isEmpty() ? "column_" + (i + 1) : header.get(i);
      if (!seen.add(name)) {
        throw Columns.duplicate(where, name);
      }
      names.add(name);
    }
    return names;
  }

  private static Schema byName(String where, List<String> names, Schema schema) {
    Set<String> seen = new TreeSet<>();
    for (Field field : schema.getFields()) {
      if (!names.contains(field.getName())) {
        throw Columns.unknown(where, field.getName(), names);
      }
      if (!seen.add(field.getName())) {
        throw Columns.duplicate(where, field.getName());
      }
      requireReadable(where, field);
    }
    return schema;
  }

  private static void requireReadable(String where, Field field) {
    if (CsvColumn.of(field, 1) == null) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("a column must have a type that text can become")
          .but("\"%s\" is %s".formatted(field.getName(), Types.name(field.getType())))
          .cure("declare it as Utf8 and cast it")
          .plan();
    }
  }

  private static Schema infer(
      String where, CsvRecords records, List<String> names, CsvOptions options) {
    List<Inference> columns = names.stream().map(name -> new Inference()).toList();
    CsvRecords.Fields sample =
        (index, text, from, end, quoted) -> {
          if (index < columns.size()
              && !CsvRows.isNull(options.nullText(), text, from, end, quoted)) {
            columns.get(index).see(text, from, end);
          }
        };
    for (int i = 0; i < SAMPLE && records.next(sample); i++) {
      CsvRows.requireFieldCount(where, records, names.size());
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      @Nullable ArrowType type = columns.get(i).type();
      fields.add(new Field(names.get(i), FieldType.nullable(type), null));
    }
    return new Schema(fields);
  }
}
