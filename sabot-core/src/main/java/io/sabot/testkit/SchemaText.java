package io.sabot.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Reads the schema text of {@link Tables}. A dictionary-encoded field keeps its <em>decoded</em>
 * type here, with the encoding beside it; {@link DictionaryBuilder} makes the two halves.
 */
final class SchemaText {
  private static final AtomicLong DICTIONARY_IDS = new AtomicLong();

  private final String text;
  private int at;

  private SchemaText(String text) {
    this.text = text;
  }

  static Schema parse(String text) {
    SchemaText parser = new SchemaText(text);
    List<Field> fields = parser.peek() == '\0' ? List.of() : parser.fields();
    if (parser.peek() != '\0') {
      throw parser.wrong("expected , or the end");
    }
    return new Schema(fields);
  }

  static Schema decoded(Schema schema) {
    return new Schema(
        schema.getFields().stream()
            .map(field ->
                new Field(
                    field.getName(),
                    new FieldType(field.isNullable(), field.getType(), null),
                    field.getChildren()))
            .toList());
  }

  static Schema dictionaryEncoded(Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      fields.add(field.getType() instanceof ArrowType.Utf8 ? encoded(field) : field);
    }
    return new Schema(fields);
  }

  private static Field encoded(Field field) {
    DictionaryEncoding encoding =
        new DictionaryEncoding(
            DICTIONARY_IDS.incrementAndGet(), false, new ArrowType.Int(32, true));
    return new Field(
        field.getName(),
        new FieldType(field.isNullable(), field.getType(), encoding),
        field.getChildren());
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    do {
      String name = word();
      expect(':');
      fields.add(field(name));
    } while (skip(','));
    return fields;
  }

  private Field field(String name) {
    String type = word().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "list" -> nested(name, ArrowType.List.INSTANCE, element("element"));
      case "large_list" -> nested(name, ArrowType.LargeList.INSTANCE, element("element"));
      case "list_view" -> nested(name, ArrowType.ListView.INSTANCE, element("element"));
      case "large_list_view" -> nested(name, ArrowType.LargeListView.INSTANCE, element("element"));
      case "fixed_list" -> fixedList(name);
      case "struct" -> nested(name, ArrowType.Struct.INSTANCE, members());
      case "map" -> map(name);
      case "sparse_union" -> union(name, UnionMode.Sparse);
      case "dense_union" -> union(name, UnionMode.Dense);
      case "run_end" -> runEnd(name);
      case "dictionary" -> dictionary(name);
      default -> nested(name, leaf(type), List.of());
    };
  }

  private Field nested(String name, ArrowType type, List<Field> children) {
    return new Field(name, new FieldType(nullable(), type, null), children);
  }

  private boolean nullable() {
    peek();
    if (text.startsWith("not null", at)) {
      at += "not null".length();
      return false;
    }
    return true;
  }

  private List<Field> element(String name) {
    expect('<');
    Field field = field(name);
    expect('>');
    return List.of(field);
  }

  private List<Field> members() {
    expect('<');
    List<Field> fields = fields();
    expect('>');
    return fields;
  }

  private Field fixedList(String name) {
    expect('<');
    Field element = field("element");
    expect(',');
    int size = Integer.parseInt(word());
    expect('>');
    return nested(name, new ArrowType.FixedSizeList(size), List.of(element));
  }

  private Field map(String name) {
    expect('<');
    Field key = field("key");
    expect(',');
    Field value = field("value");
    expect('>');
    Field required = new Field("key", new FieldType(false, key.getType(), null), key.getChildren());
    Field entries =
        new Field(
            "entries",
            new FieldType(false, ArrowType.Struct.INSTANCE, null),
            List.of(required, value));
    return nested(name, new ArrowType.Map(false), List.of(entries));
  }

  private Field union(String name, UnionMode mode) {
    List<Field> members = members();
    int[] ids = new int[members.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i;
    }
    return nested(name, new ArrowType.Union(mode, ids), members);
  }

  private Field runEnd(String name) {
    List<Field> value = element("values");
    Field ends =
        new Field("run_ends", new FieldType(false, new ArrowType.Int(32, true), null), null);
    return nested(name, ArrowType.RunEndEncoded.INSTANCE, List.of(ends, value.getFirst()));
  }

  private Field dictionary(String name) {
    Field value = element(name).getFirst();
    return encoded(
        new Field(name, new FieldType(nullable(), value.getType(), null), value.getChildren()));
  }

  private ArrowType leaf(String type) {
    return switch (type) {
      case "null" -> ArrowType.Null.INSTANCE;
      case "bool", "boolean" -> ArrowType.Bool.INSTANCE;
      case "int8", "byte" -> new ArrowType.Int(8, true);
      case "int16", "short" -> new ArrowType.Int(16, true);
      case "int32", "int" -> new ArrowType.Int(32, true);
      case "int64", "long" -> new ArrowType.Int(64, true);
      case "uint8" -> new ArrowType.Int(8, false);
      case "uint16" -> new ArrowType.Int(16, false);
      case "uint32" -> new ArrowType.Int(32, false);
      case "uint64" -> new ArrowType.Int(64, false);
      case "float16", "half" -> new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
      case "float32", "float" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case "float64", "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "decimal", "decimal128" -> decimal(128);
      case "decimal256" -> decimal(256);
      case "utf8", "string" -> ArrowType.Utf8.INSTANCE;
      case "large_utf8" -> ArrowType.LargeUtf8.INSTANCE;
      case "utf8_view" -> ArrowType.Utf8View.INSTANCE;
      case "binary" -> ArrowType.Binary.INSTANCE;
      case "large_binary" -> ArrowType.LargeBinary.INSTANCE;
      case "binary_view" -> ArrowType.BinaryView.INSTANCE;
      case "fixed_binary" ->
          new ArrowType.FixedSizeBinary(Integer.parseInt(arguments(type, 1).getFirst()));
      case "date", "date32" -> new ArrowType.Date(DateUnit.DAY);
      case "date64" -> new ArrowType.Date(DateUnit.MILLISECOND);
      case "time" -> time(unit(arguments(type, 1).getFirst()));
      case "timestamp" -> timestamp();
      case "duration" -> new ArrowType.Duration(unit(arguments(type, 1).getFirst()));
      case "interval" ->
          new ArrowType.Interval(
              IntervalUnit.valueOf(arguments(type, 1).getFirst().toUpperCase(Locale.ROOT)));
      default -> throw wrong("unknown type \"" + type + "\"");
    };
  }

  private ArrowType decimal(int bits) {
    List<String> arguments = arguments("decimal", 2);
    return new ArrowType.Decimal(
        Integer.parseInt(arguments.get(0)), Integer.parseInt(arguments.get(1)), bits);
  }

  private static ArrowType time(TimeUnit unit) {
    boolean narrow = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND;
    return new ArrowType.Time(unit, narrow ? 32 : 64);
  }

  private ArrowType timestamp() {
    List<String> arguments = arguments("timestamp", 1);
    return new ArrowType.Timestamp(
        unit(arguments.getFirst()), arguments.size() == 1 ? null : arguments.get(1));
  }

  private TimeUnit unit(String unit) {
    return switch (unit) {
      case "s" -> TimeUnit.SECOND;
      case "ms" -> TimeUnit.MILLISECOND;
      case "us" -> TimeUnit.MICROSECOND;
      case "ns" -> TimeUnit.NANOSECOND;
      default -> throw wrong("a unit is one of s, ms, us, ns, not \"" + unit + "\"");
    };
  }

  private List<String> arguments(String type, int least) {
    List<String> arguments = new ArrayList<>();
    expect('(');
    do {
      arguments.add(word(",)"));
    } while (skip(','));
    expect(')');
    if (arguments.size() < least) {
      throw wrong(type + " needs " + least + " arguments");
    }
    return arguments;
  }

  private String word() {
    return word(":,<>() \n");
  }

  private String word(String delimiters) {
    peek();
    int start = at;
    while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw wrong("expected a word");
    }
    return text.substring(start, at);
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean skip(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!skip(wanted)) {
      throw wrong("expected " + wanted);
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "schema text: " + what + " at position " + at + " of \"" + text + "\"");
  }
}
