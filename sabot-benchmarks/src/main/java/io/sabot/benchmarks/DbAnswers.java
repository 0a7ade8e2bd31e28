package io.sabot.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Holds the tables {@code sabot} and {@code answer} against each other, inside DuckDB. Rows with
 * keys are compared value by value, floating point by more than the order of additions explains;
 * others are compared as multisets of equal rows.
 *
 * @param schema of Sabot's answer
 */
record DbAnswers(DuckDb duckdb, DbQuestion question, Schema schema) {
  void requireEqual() {
    require("rows", "count(*)", "sabot", "answer");
    if (question.keys().isEmpty()) {
      String row = columns(0, schema.getFields().size()).collect(Collectors.joining(", "));
      require("rows", "bit_xor(hash(%s)), sum(hash(%1$s))".formatted(row), "sabot", "answer");
      return;
    }
    int keys = question.keys().size();
    String key = columns(0, keys).collect(Collectors.joining(", "));
    String different = "(SELECT DISTINCT " + key + " FROM " + table("sabot") + ")";
    require("keys", "count(*)", different, "answer");
    String pairs =
        "(SELECT * FROM %s s JOIN %s a ON %s WHERE %s)"
            .formatted(
                table("sabot"),
                table("answer"),
                IntStream.range(0, keys)
                    .mapToObj(i -> same(i))
                    .collect(Collectors.joining(" AND ")),
                IntStream.range(keys, schema.getFields().size())
                    .mapToObj(i -> "(" + close(i) + ")")
                    .collect(Collectors.joining(" AND ")));
    require("pairs", "count(*)", pairs, "answer");
  }

  private static String same(int column) {
    return "s.c%d IS NOT DISTINCT FROM a.c%1$d".formatted(column);
  }

  private static String close(int column) {
    return same(column)
        + " OR abs(s.c%d::DOUBLE - a.c%1$d::DOUBLE) <= 1e-9 * greatest(1, abs(a.c%1$d::DOUBLE))"
            .formatted(column);
  }

  private void require(String what, String asked, String one, String other) {
    List<Object> sabot = ask(asked, one);
    List<Object> duck = ask(asked, other);
    if (!sabot.equals(duck)) {
      throw new AssertionError(
          "%s: %s of Sabot and DuckDB are %s and %s".formatted(question.name(), what, sabot, duck));
    }
  }

  private List<Object> ask(String asked, String from) {
    String source = from.startsWith("(") ? from : table(from);
    try (DuckDb.Question prepared = duckdb.prepare("SELECT " + asked + " FROM " + source)) {
      return prepared.answer();
    }
  }

  /** A table with its columns called c0, c1 and so on, in the types of Sabot. */
  private String table(String name) {
    int all = schema.getFields().size();
    String cast =
        IntStream.range(0, all)
            .mapToObj(i -> "c%d::%s AS c%1$d".formatted(i, type(i)))
            .collect(Collectors.joining(", "));
    String names = columns(0, all).collect(Collectors.joining(", "));
    return "(SELECT %s FROM %s AS t(%s))".formatted(cast, name, names);
  }

  private String type(int column) {
    return switch (schema.getFields().get(column).getType()) {
      case ArrowType.Utf8 t -> "VARCHAR";
      case ArrowType.FloatingPoint t -> "DOUBLE";
      default -> "BIGINT";
    };
  }

  private static java.util.stream.Stream<String> columns(int first, int end) {
    return IntStream.range(first, end).mapToObj(i -> "c" + i);
  }
}
