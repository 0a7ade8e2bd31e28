package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.PlanException;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operators.Pipeline.Link;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TextTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final TextTable ORDERS =
      table(
          "id:long, price:double, pieces:int, name:utf8",
          row(1, 2.5, 4, "nail"),
          row(2, null, 3, "screw"),
          row(3, 1.25, 0, null),
          row(4, 8.0, null, "nut"),
          row(5, 4.0, 2, "bolt"),
          row(6, 0.5, 100, "pin"));

  private static Pipeline chain(BatchOperator... operators) {
    return new Pipeline(
        Stream.of(operators).map(operator -> new Link(operator, Origin.UNKNOWN)).toList());
  }

  @Test
  void filtersAndComputesInOneStep() {
    OperatorTester.of(
            chain(
                new Filter(col("pieces").gt(0).and(col("price").lt(5))),
                new WithColumns(List.of(col("price").times(col("pieces")).as("total"))),
                new Filter(col("total").ge(8)),
                new Select(List.of(col("name").upper().as("what"), col("total"), col("id")))))
        .input(ORDERS)
        .expect(row("NAIL", 10.0, 1), row("BOLT", 8.0, 5), row("PIN", 50.0, 6))
        .expectSchema("what:utf8, total:double, id:long")
        .run();
  }

  @Test
  void computesForAllRowsWhereNothingIsDropped() {
    OperatorTester.of(
            chain(
                new WithColumns(List.of(col("pieces").plus(1).as("more"))),
                new WithColumns(
                    List.of(
                        col("more").times(2).as("more"),
                        when(col("pieces").gt(3)).then("many").otherwise(col("name")).as("how"))),
                new Select(List.of(col("more"), col("how"), lit(7).as("seven")))))
        .input(ORDERS)
        .expect(
            row(10, "many", 7),
            row(8, "screw", 7),
            row(2, null, 7),
            row(null, "nut", 7),
            row(6, "bolt", 7),
            row(202, "many", 7))
        .run();
  }

  @Test
  void onlyRowsThatAreLeftFail() {
    OperatorTester.of(
            chain(
                new Filter(col("pieces").ne(0)),
                new WithColumns(List.of(lit(100).intDiv(col("pieces")).as("share"))),
                new Filter(col("share").gt(10)),
                new Select(List.of(col("share")))))
        .input(ORDERS)
        .expect(row(25), row(33), row(50))
        .run();
    OperatorTester.of(
            chain(
                new WithColumns(List.of(lit(100).intDiv(col("pieces")).as("share"))),
                new Filter(col("pieces").ne(0)),
                new Select(List.of(col("id")))))
        .input(ORDERS)
        .expectFailure(ErrorCode.ARITHMETIC, "keep zeros out")
        .run();
  }

  @Test
  void aConstantThatFailsNeedsARowToDoSo() {
    OperatorTester.of(
            chain(
                new Filter(col("id").gt(100)),
                new Select(List.of(lit("x").cast(new ArrowType.Int(32, true)).as("n")))))
        .input(ORDERS)
        .expect()
        .run();
    OperatorTester.of(
            chain(
                new Filter(col("id").gt(lit(1).plus(1))),
                new Select(List.of(lit("12").cast(new ArrowType.Int(32, true)).as("n")))))
        .input(ORDERS)
        .expect(row(12), row(12), row(12), row(12))
        .run();
  }

  @Test
  void saysWhatItIs() {
    Pipeline pipeline =
        chain(new Filter(col("id").gt(1)), new Select(List.of(col("id"), col("name"))));
    assertThat(pipeline).hasToString("Pipeline[Filter id > 1 → Select [id, name]]");
    assertThat(pipeline.properties().density()).isEqualTo(Density.SPARSE);
    assertThat(pipeline)
        .isEqualTo(chain(new Filter(col("id").gt(1)), new Select(List.of(col("id"), col("name")))))
        .isNotEqualTo(chain(new Filter(col("id").gt(2))));
    assertThat(chain(new Filter(col("id").gt(1))).name()).isEqualTo("Filter");
    assertThat(pipeline.outputSchema(List.of(schema("name:utf8, id:long"))))
        .isEqualTo(schema("id:long, name:utf8"));
  }

  @Test
  void refusesWhatItCannotTakeIn() {
    assertThatThrownBy(() -> chain(new Limit(3)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("Limit[rows=3]")
        .hasMessageContaining("behind the pipeline");
    assertThatThrownBy(PipelineTest::chain)
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("give it a Filter, WithColumns or Select");
    assertThatThrownBy(() ->
            chain(new Select(List.of(col("id"))), new Filter(col("name").eq("pin")))
                .outputSchema(List.of(ORDERS.schema())))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("Filter: every column must exist");
  }
}
