package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.expression.Expression;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Joins whose pairs must meet a condition besides equal keys. */
@Tag("contract")
class JoinConditionTest {
  private static final TextTable LEFT =
      table(
          "k:int, v:int",
          row(1, 10),
          row(2, 20),
          row(null, 30),
          row(1, 5),
          row(3, null),
          row(4, 40),
          row(1, 99));
  private static final TextTable RIGHT =
      table("k:int, v:int", row(1, 7), row(3, 1), row(1, 50), row(4, 3), row(null, 1), row(4, 9));

  /** The left value is below the right one; null is not true. */
  private static final Expression BELOW = col("v").lt(col("v_right"));

  private static OperatorTester join(JoinKind kind, Expression condition) {
    return OperatorTester.of(new HashJoin(kind, using("k"), condition))
        .options(options -> options.withBatchRows(2))
        .input(LEFT)
        .input(RIGHT);
  }

  @Test
  void innerGivesThePairsItKeeps() {
    join(JoinKind.INNER, BELOW).expect(row(1, 10, 50), row(1, 5, 7), row(1, 5, 50)).run();
  }

  @Test
  void aLeftRowAllOfWhosePairsAreRefusedHasNone() {
    join(JoinKind.LEFT, BELOW)
        .expect(
            row(1, 10, 50),
            row(2, 20, null),
            row(null, 30, null),
            row(1, 5, 7),
            row(1, 5, 50),
            row(3, null, null),
            row(4, 40, null),
            row(1, 99, null))
        .run();
  }

  @Test
  void aRightRowAllOfWhosePairsAreRefusedHasNone() {
    join(JoinKind.RIGHT, BELOW)
        .unordered()
        .expect(
            row(1, 10, 50),
            row(1, 5, 7),
            row(1, 5, 50),
            row(3, null, 1),
            row(4, null, 3),
            row(null, null, 1),
            row(4, null, 9))
        .run();
  }

  @Test
  void fullKeepsTheRowsOfBothSidesThatHaveNone() {
    join(JoinKind.FULL, BELOW)
        .unordered()
        .expect(
            row(1, 10, 50),
            row(2, 20, null),
            row(null, 30, null),
            row(1, 5, 7),
            row(1, 5, 50),
            row(3, null, null),
            row(4, 40, null),
            row(1, 99, null),
            row(3, null, 1),
            row(4, null, 3),
            row(null, null, 1),
            row(4, null, 9))
        .run();
  }

  @Test
  void semiAndAntiAskForOnePairThatMeetsIt() {
    join(JoinKind.SEMI, BELOW).expectSchema("k:int, v:int").expect(row(1, 10), row(1, 5)).run();
    join(JoinKind.ANTI, BELOW)
        .expect(row(2, 20), row(null, 30), row(3, null), row(4, 40), row(1, 99))
        .run();
  }

  @Test
  void itIsAskedOfPairsOnly() {
    // 20 has no pair: dividing by 20 - 20 would fail.
    Expression condition = lit(100).intDiv(col("v").minus(20)).lt(col("v_right"));
    join(JoinKind.LEFT, condition.and(lit(false)).or(col("v").lt(6)))
        .expect(
            row(1, 10, null),
            row(2, 20, null),
            row(null, 30, null),
            row(1, 5, 7),
            row(1, 5, 50),
            row(3, null, null),
            row(4, 40, null),
            row(1, 99, null))
        .run();
  }

  @Test
  void itMayLookAtOneSideOrAtNone() {
    join(JoinKind.SEMI, col("v").gt(50)).expect(row(1, 99)).run();
    join(JoinKind.SEMI, col("v_right").eq(9)).expect(row(4, 40)).run();
    join(JoinKind.SEMI, lit(false)).expect().run();
  }

  @Test
  void aRowThatFailsNamesTheCondition() {
    join(JoinKind.INNER, lit(1).intDiv(col("v").minus(10)).gt(0))
        .expectFailure(ErrorCode.ARITHMETIC, "HashJoin", "v - 10")
        .run();
  }

  @Test
  void whatIsNoConditionIsRefused() {
    assertThatThrownBy(() -> schema(col("v")))
        .hasMessageContaining("HashJoin condition: predicate must be boolean")
        .hasMessageContaining("compare it");
    assertThatThrownBy(() -> schema(col("v_rigth").gt(1)))
        .hasMessageContaining("HashJoin condition")
        .hasMessageContaining("v_right");
  }

  private static void schema(Expression condition) {
    HashJoin join = new HashJoin(JoinKind.SEMI, using("k"), condition);
    assertThat(join.outputSchema(List.of(LEFT.schema(), RIGHT.schema()))).isNull();
  }
}
