package io.sabot.operators.internal.function;

import static io.sabot.testkit.Tables.table;

import io.sabot.Expressions;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.testkit.Row;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One type of each kind that functions tell apart, with a value that most functions can take.
 *
 * @param kit the type as the test kit writes it
 * @param value a value of it
 */
record Typed(String kit, Object value) {
  /** In the order of {@link io.sabot.expression.Representatives}. */
  static final List<Typed> ALL =
      List.of(
          new Typed("bool", true),
          new Typed("int8", 2),
          new Typed("int16", 2),
          new Typed("int32", 2),
          new Typed("int64", 2),
          new Typed("uint8", 2),
          new Typed("uint16", 2),
          new Typed("uint32", 2),
          new Typed("uint64", 2),
          new Typed("float16", 1.5),
          new Typed("float32", 1.5),
          new Typed("float64", 1.5),
          new Typed("decimal(12,2)", "1.25"),
          new Typed("utf8", "1"),
          new Typed("large_utf8", "1"),
          new Typed("utf8_view", "1"),
          new Typed("binary", "1"),
          new Typed("large_binary", "1"),
          new Typed("binary_view", "1"),
          new Typed("fixed_binary(16)", "0123456789abcdef"),
          new Typed("date", "2024-02-29"),
          new Typed("date64", "2024-02-29"),
          new Typed("time(s)", "12:34:56"),
          new Typed("time(us)", "12:34:56"),
          new Typed("timestamp(us)", "2024-02-29T12:34:56"),
          new Typed("timestamp(us, UTC)", "2024-02-29T12:34:56Z"),
          new Typed("duration(us)", "PT1S"),
          new Typed("list<int>", List.of(1, 2)),
          new Typed("large_list<int>", List.of(1, 2)),
          new Typed("fixed_list<int,2>", List.of(1, 2)),
          new Typed("list_view<int>", List.of(1, 2)),
          new Typed("large_list_view<int>", List.of(1, 2)),
          new Typed("struct<a:int,b:utf8>", List.of(1, "b")),
          new Typed("map<utf8,int>", Map.of("a", 1)));

  /** A column of each: a row of values, and a row of nulls. */
  static final TextTable TABLE = oneColumnEach();

  static final Schema SCHEMA = TABLE.schema();

  private static TextTable oneColumnEach() {
    String schema =
        IntStream.range(0, ALL.size())
            .mapToObj(i -> "c" + i + ":" + ALL.get(i).kit)
            .collect(Collectors.joining(", "));
    List<Object> values = new ArrayList<>();
    ALL.forEach(typed -> values.add(typed.value));
    return table(schema, new Row(values), new Row(Collections.nCopies(ALL.size(), null)));
  }

  ArrowType type() {
    return SCHEMA.getFields().get(ALL.indexOf(this)).getType();
  }

  String typeName() {
    return Types.name(type());
  }

  Expression column() {
    return Expressions.col("c" + ALL.indexOf(this));
  }
}
