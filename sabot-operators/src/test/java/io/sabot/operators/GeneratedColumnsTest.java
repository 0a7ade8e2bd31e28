package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Backend;
import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.operator.BatchOperator;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TextTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pipelines that keep every row, by kernels and by generated loops. */
@Tag("contract")
class GeneratedColumnsTest {
  private static OperatorTester pipeline(Backend backend, BatchOperator... operators) {
    List<Pipeline.Link> links =
        Stream.of(operators).map(operator -> new Pipeline.Link(operator, Origin.UNKNOWN)).toList();
    return OperatorTester.of(new Pipeline(links)).options(options -> options.withBackend(backend));
  }

  @Test
  void columnsOnColumns() {
    TextTable input =
        table(
            "n:int, x:double, s:utf8",
            row(1, 0.5, "a"),
            row(null, 2.0, null),
            row(3, null, "c"),
            row(4, Double.NaN, "d"));
    for (Backend backend : List.of(Backend.KERNELS, Backend.GENERATED, Backend.AUTOMATIC)) {
      pipeline(
              backend,
              new WithColumns(List.of(col("n").times(2).as("m"), col("x").plus(1).as("y"))),
              new WithColumns(
                  List.of(
                      col("y").times(col("m")).minus(1).as("z"),
                      when(col("m").gt(2)).then(col("m")).otherwise(lit(0)).as("w"),
                      col("y").gt(2).or(col("m").isNull()).as("p"))),
              new Select(List.of(col("s"), col("z"), col("w"), col("p"), col("n"))))
          .input(input)
          .expect(
              row("a", 2.0, 0, false, 1),
              row(null, null, 0, true, null),
              row("c", null, 6, null, 3),
              row("d", Double.NaN, 8, true, 4))
          .run();
    }
  }

  @Test
  void explainSaysWhatIsGenerated() {
    BatchOperator few = new WithColumns(List.of(col("x").plus(1).as("y")));
    BatchOperator more = new WithColumns(List.of(col("x").plus(1).times(2).minus(3).as("y")));
    assertThat(explain(few, Backend.AUTOMATIC)).doesNotContain("generated");
    assertThat(explain(more, Backend.AUTOMATIC)).endsWith(" [generated when warm]");
    assertThat(explain(more, Backend.GENERATED)).endsWith(" [generated]");
    assertThat(explain(more, Backend.KERNELS)).doesNotContain("generated");
  }

  private static String explain(BatchOperator operator, Backend backend) {
    return new Pipeline(List.of(new Pipeline.Link(operator, Origin.UNKNOWN)))
        .explain(RunOptions.DEFAULTS.withBackend(backend), List.of(schema("x:double")));
  }

  @Test
  void rowsThatFailAreNamed() {
    TextTable input = table("n:int", row(1), row(null), row(Integer.MAX_VALUE));
    for (Backend backend : List.of(Backend.KERNELS, Backend.GENERATED)) {
      pipeline(backend, new WithColumns(List.of(col("n").plus(1).times(2).minus(3).as("m"))))
          .input(input)
          .expectFailure(ErrorCode.ARITHMETIC, "cast an argument")
          .run();
    }
  }
}
