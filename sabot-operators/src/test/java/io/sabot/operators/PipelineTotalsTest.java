package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.Backend;
import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.expression.Aggregate;
import io.sabot.operator.BatchOperator;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TextTable;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Aggregates without keys behind filters, new columns and selections. */
@Tag("contract")
class PipelineTotalsTest {
  private static final TextTable ROWS =
      table(
          "n:int, x:double",
          row(1, 1.5),
          row(2, 0.5),
          row(null, 4.0),
          row(5, Double.NaN),
          row(3, -1.0),
          row(7, null),
          row(9, 2.5));

  private static PipelineTotals totals(List<BatchOperator> operators, Aggregate... aggregates) {
    Stream<Pipeline.Link> links =
        operators.stream().map(operator -> new Pipeline.Link(operator, Origin.UNKNOWN));
    return new PipelineTotals(
        new Pipeline(links.toList()), new GroupBy(List.of(), List.of(aggregates)));
  }

  private static void eachBackEnd(PipelineTotals operator, Consumer<OperatorTester> test) {
    for (Backend backend : List.of(Backend.KERNELS, Backend.GENERATED, Backend.AUTOMATIC)) {
      test.accept(OperatorTester.of(operator).options(options -> options.withBackend(backend)));
    }
  }

  @Test
  void oneRowOfWhatIsLeft() {
    eachBackEnd(
        totals(
            List.of(
                new WithColumns(List.of(col("n").times(2).as("twice"))),
                new Filter(col("twice").gt(2).and(col("x").ge(0))),
                new Select(List.of(col("twice"), col("x").plus(1).as("y")))),
            count().as("rows"),
            count("y"),
            sum("twice"),
            mean("y"),
            min("y"),
            max("twice"),
            min("twice").as("least")),
        test -> test.input(ROWS).expect(row(3L, 3L, 32L, Double.NaN, 1.5, 18, 4)).run());
  }

  @Test
  void nothingLeftGivesNullsAndZero() {
    eachBackEnd(
        totals(
            List.of(new Filter(col("x").gt(1e9).and(col("n").gt(99)))),
            count(),
            sum("n"),
            min("x")),
        test -> test.input(ROWS).expect(row(0L, null, null)).run());
  }

  @Test
  void sumsOfIntegersAreExact() {
    TextTable numbers =
        table("l:long", row(Long.MAX_VALUE), row(Long.MAX_VALUE), row(null), row(-Long.MAX_VALUE));
    eachBackEnd(
        totals(List.of(new Filter(col("l").ne(0))), sum("l"), mean("l"), max("l")),
        test ->
            test.input(numbers)
                .expect(row(Long.MAX_VALUE, Long.MAX_VALUE / 3.0, Long.MAX_VALUE))
                .run());
    eachBackEnd(
        totals(List.of(new Filter(col("l").gt(0))), sum("l")),
        test ->
            test.input(numbers)
                .expectFailure(ErrorCode.ARITHMETIC, "sum its cast to Decimal128(38, 0)")
                .run());
  }

  @Test
  void rowsThatFailAreNamedWhereTheyAreReached() {
    TextTable numbers = table("n:int", row(5), row(0), row(Integer.MAX_VALUE), row(null));
    eachBackEnd(
        totals(
            List.of(new WithColumns(List.of(col("n").plus(1).as("m"))), new Filter(col("n").lt(9))),
            count()),
        test -> test.input(numbers).expectFailure(ErrorCode.ARITHMETIC, "wider type").run());
    eachBackEnd(
        totals(
            List.of(new Filter(col("n").lt(9)), new WithColumns(List.of(col("n").plus(1).as("m")))),
            sum("m")),
        test -> test.input(numbers).expect(row(7L)).run());
  }

  @Test
  void aggregatesThatLoopsDoNotKnow() {
    eachBackEnd(
        totals(List.of(new Filter(col("n").gt(1))), first("n"), sum("n")),
        test -> test.input(ROWS).expect(row(2, 26L)).run());
  }

  @Test
  void explainSaysWhatIsGenerated() {
    PipelineTotals operator = totals(List.of(new Filter(col("n").gt(1))), sum("n"));
    List<Schema> inputs = List.of(ROWS.schema());
    assertThat(operator.explain(RunOptions.DEFAULTS, inputs))
        .startsWith("GroupBy")
        .contains("[generated when warm]\n    Filter n > 1");
    assertThat(operator.explain(RunOptions.DEFAULTS.withBackend(Backend.GENERATED), inputs))
        .contains("[generated]");
    assertThat(operator.explain(RunOptions.DEFAULTS.withBackend(Backend.KERNELS), inputs))
        .doesNotContain("generated");
  }

  @Test
  void keysAreRefused() {
    GroupBy keyed = new GroupBy(List.of(col("n")), List.of(count()));
    Pipeline.Link link = new Pipeline.Link(new Filter(col("n").gt(1)), Origin.UNKNOWN);
    assertThatThrownBy(() -> new PipelineTotals(new Pipeline(List.of(link)), keyed))
        .hasMessageContaining("put the GroupBy behind the pipeline");
  }
}
