package io.sabot.stream.plans;

import io.sabot.stream.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A plan for both engines.
 *
 * @param sql for DuckDB
 * @param build the stream over tables of these names
 * @param columns what comes out
 * @param carried columns that are not compared to the last bit, or have no order: they may only be
 *     handed on
 * @param order by what the rows are ordered
 * @param total whether the order tells all rows apart
 */
record Query(
    String sql,
    Function<Map<String, Stream>, Stream> build,
    List<Field> columns,
    Set<String> carried,
    List<Order> order,
    boolean total) {

  /** A column of an order, and how SQL says its direction. */
  record Order(String column, String how) {}

  /** Columns that may be keys. */
  List<Field> keys() {
    return columns.stream().filter(field -> !carried.contains(field.getName())).toList();
  }

  /** Columns that may be keys, of one family. */
  List<Field> keys(Family family) {
    return keys().stream().filter(field -> Family.of(field.getType()) == family).toList();
  }

  List<String> names() {
    return columns.stream().map(Field::getName).toList();
  }

  /** Whether which rows there are follows from their order. */
  boolean followsOrder() {
    return sql.contains("order by");
  }

  /** The query with its order. */
  String ordered() {
    return order.isEmpty() ? sql : "select * from (" + sql + ") order by " + orderText();
  }

  String orderText() {
    List<String> parts = new ArrayList<>();
    order.forEach(part -> parts.add(part.column() + " " + part.how()));
    return String.join(", ", parts);
  }
}
