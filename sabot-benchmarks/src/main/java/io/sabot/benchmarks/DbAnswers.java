package io.sabot.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Holds the table {@code answer} against that of Sabot, inside DuckDB. Rows with keys are compared
 * value by value, floating point by more than the order of additions explains; of others each row
 * is hashed, and count, sum and exclusive or of the hashes are compared.
 *
 * @param rows of Sabot
 */
record DbAnswers(DuckDb duckdb, DbQuestion question, List<VectorSchemaRoot> rows) {
  private static final String ANSWER = "answer";
  private static final String SABOT = "sabot";

  /** Rows of Sabot that are read once. */
  private static final String SCANNED = "sabot_scanned";

  void requireEqual() {
    if (question.keys().isEmpty()) {
      String row = columns().collect(Collectors.joining(", "));
      String asked =
          "SELECT count(*), bit_xor(hash(%s)), sum(hash(%1$s)) FROM %s".formatted(row, "%s");
      require("rows", duckdb.scan(SCANNED, rows, asked.formatted(table(SCANNED))), asked);
    } else {
      duckdb.load(SABOT, rows);
      try {
        requireEqualByKey();
      } finally {
        duckdb.execute("DROP TABLE " + SABOT);
      }
    }
  }

  /** Keys of the answer are different: as many rows, of which each finds one, are the same rows. */
  private void requireEqualByKey() {
    String count = "SELECT count(*) FROM %s";
    require("rows", ask(count.formatted(SABOT)), count);
    int keys = question.keys().size();
    String found =
        "SELECT count(DISTINCT a.number) FROM %s s JOIN %s a ON %s WHERE %s"
            .formatted(
                table(SABOT),
                table(ANSWER),
                IntStream.range(0, keys)
                    .mapToObj(DbAnswers::same)
                    .collect(Collectors.joining(" AND ")),
                IntStream.range(keys, schema().getFields().size())
                    .mapToObj(i -> "(" + close(i) + ")")
                    .collect(Collectors.joining(" AND ")));
    require("rows that are equal", ask(found), count);
  }

  private static String same(int column) {
    return "s.c%d IS NOT DISTINCT FROM a.c%1$d".formatted(column);
  }

  private static String close(int column) {
    return same(column)
        + " OR abs(s.c%d::DOUBLE - a.c%1$d::DOUBLE) <= 1e-9 * greatest(1, abs(a.c%1$d::DOUBLE))"
            .formatted(column);
  }

  /** Compares what Sabot gave with what is asked of the answer, named by {@code %s}. */
  private void require(String what, List<Object> sabot, String asked) {
    List<Object> duck = ask(asked.formatted(table(ANSWER)));
    if (!sabot.equals(duck)) {
      throw new AssertionError(
          "%s: %s of Sabot and DuckDB are %s and %s".formatted(question.name(), what, sabot, duck));
    }
  }

  private List<Object> ask(String sql) {
    try (DuckDb.Question prepared = duckdb.prepare(sql)) {
      return prepared.answer();
    }
  }

  private Schema schema() {
    return rows.getFirst().getSchema();
  }

  /** A table with its columns called c0, c1 and so on, in the types of Sabot, and row numbers. */
  private String table(String name) {
    List<String> names = columns().toList();
    String cast =
        IntStream.range(0, names.size())
            .mapToObj(i -> "c%d::%s AS c%1$d".formatted(i, type(i)))
            .collect(Collectors.joining(", "));
    String number = name.equals(ANSWER) ? "rowid AS number, " : "";
    return "(SELECT %s%s FROM %s AS t(%s))".formatted(number, cast, name, String.join(", ", names));
  }

  private String type(int column) {
    return switch (schema().getFields().get(column).getType()) {
      case ArrowType.Utf8 t -> "VARCHAR";
      case ArrowType.FloatingPoint t -> "DOUBLE";
      default -> "BIGINT";
    };
  }

  private java.util.stream.Stream<String> columns() {
    return IntStream.range(0, schema().getFields().size()).mapToObj(i -> "c" + i);
  }
}
