package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.median;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;

import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A group-by that goes by way of disk, however it is cut and driven, stopped, moved and refused.
 */
class GroupBySpillTest {
  @Test
  void keysBeyondItsBudgetGoToDisk() {
    List<Row> many = new ArrayList<>();
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(row(i % 75 * 1_000_003, i));
      if (i < 75) {
        expected.add(row(i * 1_000_003, 2L, i, i + 75));
      }
    }
    OperatorTester.of(new GroupBy(List.of(col("k")), List.of(count(), first("x"), last("x"))))
        .options(options -> options.withMemoryBudget(50_000))
        .input(table("k:int, x:int", many.toArray(Row[]::new)))
        .expect(expected.toArray(Row[]::new))
        .unordered()
        .run();
  }

  @Test
  void valuesOfOneGroupBeyondItsBudgetGoToDisk() {
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(row(1, i * 1_000_003));
    }
    List<Aggregate> aggregates = List.of(median("x"), countDistinct("x"), count());
    for (List<Expression> keys : List.of(List.<Expression>of(), List.of(col("k")))) {
      OperatorTester.of(new GroupBy(keys, aggregates))
          .options(options -> options.withMemoryBudget(60_000))
          .input(table("k:int, x:int", many.toArray(Row[]::new)))
          .expect(
              keys.isEmpty()
                  ? row(149.5 * 1_000_003, 300L, 300L)
                  : row(1, 149.5 * 1_000_003, 300L, 300L))
          .run();
    }
  }
}
