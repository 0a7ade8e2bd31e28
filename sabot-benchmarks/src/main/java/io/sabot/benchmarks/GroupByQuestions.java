package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.correlation;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;

import io.sabot.expression.Aggregate;
import io.sabot.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The questions of db-benchmark about groups, over the table {@code x}. */
record GroupByQuestions(Stream x) {
  static final List<String> NAMES =
      List.of("q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10");

  /** What each reads. */
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "q1", List.of("id1", "v1"),
          "q2", List.of("id1", "id2", "v1"),
          "q3", List.of("id3", "v1", "v3"),
          "q4", List.of("id4", "v1", "v2", "v3"),
          "q5", List.of("id6", "v1", "v2", "v3"),
          "q6", List.of("id4", "id5", "v3"),
          "q7", List.of("id3", "v1", "v2"),
          "q8", List.of("id6", "v3"),
          "q9", List.of("id2", "id4", "v1", "v2"),
          "q10", List.of("id1", "id2", "id3", "id4", "id5", "id6", "v3"));

  /** The columns of {@code x} that a question reads. */
  static List<String> columns(String question) {
    return COLUMNS.get(question);
  }

  /** Those that some of several questions reads: of very many rows there is room for no more. */
  static Set<String> columns(List<String> questions) {
    return questions.stream()
        .flatMap(question -> columns(question).stream())
        .collect(Collectors.toSet());
  }

  List<DbQuestion> all() {
    return NAMES.stream().map(this::of).toList();
  }

  /** The question of a name. */
  DbQuestion of(String name) {
    return switch (name) {
      case "q1" -> question("q1", "sum v1 by id1", "sum(v1)", List.of("id1"), sum("v1").as("v1"));
      case "q2" ->
          question("q2", "sum v1 by id1:id2", "sum(v1)", List.of("id1", "id2"), sum("v1").as("v1"));
      case "q3" ->
          question(
              "q3",
              "sum v1, mean v3 by id3",
              "sum(v1), avg(v3)",
              List.of("id3"),
              sum("v1").as("v1"),
              mean("v3").as("v3"));
      case "q4" ->
          question(
              "q4",
              "mean v1:v3 by id4",
              "avg(v1), avg(v2), avg(v3)",
              List.of("id4"),
              mean("v1").as("v1"),
              mean("v2").as("v2"),
              mean("v3").as("v3"));
      case "q5" ->
          question(
              "q5",
              "sum v1:v3 by id6",
              "sum(v1), sum(v2), sum(v3)",
              List.of("id6"),
              sum("v1").as("v1"),
              sum("v2").as("v2"),
              sum("v3").as("v3"));
      case "q6" ->
          question(
              "q6",
              "median v3, sd v3 by id4:id5",
              "quantile_cont(v3, 0.5), stddev(v3)",
              List.of("id4", "id5"),
              median("v3").as("median_v3"),
              stddev("v3").as("sd_v3"));
      case "q7" -> range();
      case "q8" -> largest();
      case "q9" -> regression();
      case "q10" ->
          question(
              "q10",
              "sum v3, count by id1:id6",
              "sum(v3), count(*)",
              List.of("id1", "id2", "id3", "id4", "id5", "id6"),
              sum("v3").as("v3"),
              count().as("count"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private DbQuestion range() {
    Stream sabot =
        x.groupBy("id3")
            .aggregate(max("v1").as("most"), min("v2").as("least"))
            .withColumn("range_v1_v2", col("most").minus(col("least")))
            .select("id3", "range_v1_v2");
    return new DbQuestion(
        "q7",
        "max v1 - min v2 by id3",
        sabot,
        "SELECT id3, max(v1) - min(v2) FROM x GROUP BY id3",
        List.of("id3"));
  }

  private DbQuestion largest() {
    return new DbQuestion(
        "q8",
        "largest two v3 by id6",
        x.groupBy("id6").aggregate(topK("v3", 2).as("largest2_v3")).unnest("largest2_v3"),
        "SELECT id6, unnest(max(v3, 2)) FROM x GROUP BY id6",
        List.of());
  }

  private DbQuestion regression() {
    Stream sabot =
        x.groupBy("id2", "id4")
            .aggregate(correlation("v1", "v2").as("r"))
            .select(col("id2"), col("id4"), col("r").times(col("r")).as("r2"));
    return new DbQuestion(
        "q9",
        "regression v1 v2 by id2:id4",
        sabot,
        "SELECT id2, id4, pow(nullif(corr(v1, v2), 'nan'::DOUBLE), 2) FROM x GROUP BY id2, id4",
        List.of("id2", "id4"));
  }

  private DbQuestion question(
      String name, String text, String values, List<String> keys, Aggregate... aggregates) {
    String columns = String.join(", ", keys);
    return new DbQuestion(
        name,
        text,
        x.groupBy(keys.toArray(String[]::new)).aggregate(aggregates),
        "SELECT %s, %s FROM x GROUP BY %s".formatted(columns, values, columns),
        keys);
  }
}
