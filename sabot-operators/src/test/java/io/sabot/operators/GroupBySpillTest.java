package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;

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
      many.add(row(i % 75 * 1_000_003));
      if (i < 75) {
        expected.add(row(i * 1_000_003, 2L));
      }
    }
    OperatorTester.of(new GroupBy(List.of(col("k")), List.of(count())))
        .options(options -> options.withMemoryBudget(26_000))
        .input(table("k:int", many.toArray(Row[]::new)))
        .expect(expected.toArray(Row[]::new))
        .unordered()
        .run();
  }
}
