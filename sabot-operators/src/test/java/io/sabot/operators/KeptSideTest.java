package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.HashJoin.Kept;
import io.sabot.operators.HashJoin.Side;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.TextTable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins that keep their left side give the same rows; the right side is their input 0. */
@Tag("contract")
class KeptSideTest {
  private static final Kept LEFT_SIDE = new Kept(Side.LEFT, "it is small");
  private static final TextTable LEFT =
      table("k:int, v:utf8", row(1, "a"), row(2, "b"), row(null, "c"), row(3, "d"), row(1, "e"));
  private static final TextTable RIGHT =
      table(
          "k:long, v:int",
          row(1L, 10),
          row(3L, 30),
          row(null, 90),
          row(1L, 11),
          row(5L, 50),
          row(1L, 12));

  private static OperatorTester join(JoinKind kind, @Nullable Expression condition) {
    return OperatorTester.of(new HashJoin(kind, using("k"), condition, LEFT_SIDE))
        .options(options -> options.withBatchRows(3));
  }

  private static void check(JoinKind kind, @Nullable Expression condition, Row... expected) {
    join(kind, condition).input(RIGHT).input(LEFT).unordered().expect(expected).run();
  }

  @Test
  void innerGivesPairsInTheOrderOfTheRightRows() {
    join(JoinKind.INNER, null)
        .input(RIGHT)
        .input(LEFT)
        .expectSchema("k:int, v:utf8, v_right:int")
        .expect(
            row(1, "a", 10),
            row(1, "e", 10),
            row(3, "d", 30),
            row(1, "a", 11),
            row(1, "e", 11),
            row(1, "a", 12),
            row(1, "e", 12))
        .run();
  }

  @Test
  void outerJoinsKeepTheirRows() {
    Row[] left = {row(2, "b", null), row(null, "c", null)};
    check(
        JoinKind.LEFT,
        null,
        row(1, "a", 10),
        row(1, "e", 10),
        row(3, "d", 30),
        row(1, "a", 11),
        row(1, "e", 11),
        row(1, "a", 12),
        row(1, "e", 12),
        left[0],
        left[1]);
    check(
        JoinKind.RIGHT,
        null,
        row(1L, "a", 10),
        row(1L, "e", 10),
        row(3L, "d", 30),
        row(null, null, 90),
        row(1L, "a", 11),
        row(1L, "e", 11),
        row(5L, null, 50),
        row(1L, "a", 12),
        row(1L, "e", 12));
    check(
        JoinKind.FULL,
        null,
        row(1L, "a", 10),
        row(1L, "e", 10),
        row(3L, "d", 30),
        row(null, null, 90),
        row(1L, "a", 11),
        row(1L, "e", 11),
        row(5L, null, 50),
        row(1L, "a", 12),
        row(1L, "e", 12),
        row(2L, "b", null),
        row(null, "c", null));
  }

  @Test
  void semiAndAntiGiveLeftRowsInTheirOrder() {
    join(JoinKind.SEMI, null)
        .input(RIGHT)
        .input(LEFT)
        .withoutSnapshots()
        .expectSchema("k:int, v:utf8")
        .expect(row(1, "a"), row(3, "d"), row(1, "e"))
        .run();
    join(JoinKind.ANTI, null)
        .input(RIGHT)
        .input(LEFT)
        .withoutSnapshots()
        .expect(row(2, "b"), row(null, "c"))
        .run();
  }

  /** State lies by key groups: what is read back is in their order. */
  @Test
  void semiAndAntiGiveTheSameRowsFromState() {
    check(JoinKind.SEMI, null, row(1, "a"), row(3, "d"), row(1, "e"));
    check(JoinKind.ANTI, null, row(2, "b"), row(null, "c"));
  }

  @Test
  void aConditionLooksAtTheSameColumns() {
    Expression condition = col("v").eq("a").and(col("v_right").gt(10)).or(col("v").eq("e"));
    Expression one = condition.and(col("v_right").lt(12));
    check(JoinKind.INNER, one, row(1, "e", 10), row(1, "a", 11), row(1, "e", 11));
    check(
        JoinKind.FULL,
        one,
        row(1L, "e", 10),
        row(1L, "a", 11),
        row(1L, "e", 11),
        row(3L, null, 30),
        row(null, null, 90),
        row(5L, null, 50),
        row(1L, null, 12),
        row(2L, "b", null),
        row(null, "c", null),
        row(3L, "d", null));
    check(JoinKind.SEMI, one, row(1, "a"), row(1, "e"));
    check(JoinKind.ANTI, one, row(2, "b"), row(null, "c"), row(3, "d"));
  }

  @ParameterizedTest
  @EnumSource(names = {"INNER", "RIGHT", "FULL"})
  void aPairHasTheLeftKey(JoinKind kind) {
    OperatorTester.of(new HashJoin(kind, using("k"), null, LEFT_SIDE))
        .input(table("k:double, v:int", row(0.0, 1), row(Double.NaN, 2)))
        .input(table("k:double, w:int", row(-0.0, 3), row(Double.NaN, 4)))
        .unordered()
        .expect(row(-0.0, 3, 1), row(Double.NaN, 4, 2))
        .run();
    OperatorTester.of(new HashJoin(kind, using("k"), null, LEFT_SIDE))
        .input(table("k:large_utf8, v:int", row("longer than twelve", 1)))
        .input(table("k:utf8, w:int", row("longer than twelve", 3)))
        .expect(row("longer than twelve", 3, 1))
        .run();
  }

  @ParameterizedTest
  @EnumSource
  void emptySidesKeepTheSchema(JoinKind kind) {
    TextTable noLeft = table("k:int, v:utf8");
    TextTable noRight = table("k:long, v:int");
    join(kind, null).input(noRight).input(LEFT).unordered().run();
    join(kind, null).input(RIGHT).input(noLeft).unordered().run();
    join(kind, null).input(noRight).input(noLeft).expect().run();
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaIsTheSame(JoinKind kind) {
    assertThat(
            new HashJoin(kind, using("k"), null, LEFT_SIDE)
                .outputSchema(List.of(RIGHT.schema(), LEFT.schema())))
        .isEqualTo(
            new HashJoin(kind, using("k")).outputSchema(List.of(LEFT.schema(), RIGHT.schema())));
  }

  @Test
  void itWaitsForTheInputsWhoseRowsComeLast() {
    HashJoin join = new HashJoin(JoinKind.RIGHT, using("k"), null, LEFT_SIDE);
    assertThat(join.properties().blocking()).isEqualTo(Set.of(1));
    join = new HashJoin(JoinKind.SEMI, using("k"), null, LEFT_SIDE);
    assertThat(join.properties().blocking()).isEqualTo(Set.of(0, 1));
    assertThat(join.toString()).endsWith("keeps left: it is small]");
  }
}
