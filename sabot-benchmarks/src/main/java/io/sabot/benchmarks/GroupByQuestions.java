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

/** The questions of db-benchmark about groups, over the table {@code x}. */
final class GroupByQuestions {
  private final Stream x;

  GroupByQuestions(Stream x) {
    this.x = x;
  }

  List<DbQuestion> all() {
    return List.of(
        question("q1", "sum v1 by id1", "sum(v1)", List.of("id1"), sum("v1").as("v1")),
        question("q2", "sum v1 by id1:id2", "sum(v1)", List.of("id1", "id2"), sum("v1").as("v1")),
        question(
            "q3",
            "sum v1, mean v3 by id3",
            "sum(v1), avg(v3)",
            List.of("id3"),
            sum("v1").as("v1"),
            mean("v3").as("v3")),
        question(
            "q4",
            "mean v1:v3 by id4",
            "avg(v1), avg(v2), avg(v3)",
            List.of("id4"),
            mean("v1").as("v1"),
            mean("v2").as("v2"),
            mean("v3").as("v3")),
        question(
            "q5",
            "sum v1:v3 by id6",
            "sum(v1), sum(v2), sum(v3)",
            List.of("id6"),
            sum("v1").as("v1"),
            sum("v2").as("v2"),
            sum("v3").as("v3")),
        question(
            "q6",
            "median v3, sd v3 by id4:id5",
            "quantile_cont(v3, 0.5), stddev(v3)",
            List.of("id4", "id5"),
            median("v3").as("median_v3"),
            stddev("v3").as("sd_v3")),
        range(),
        largest(),
        regression(),
        question(
            "q10",
            "sum v3, count by id1:id6",
            "sum(v3), count(*)",
            List.of("id1", "id2", "id3", "id4", "id5", "id6"),
            sum("v3").as("v3"),
            count().as("count")));
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
