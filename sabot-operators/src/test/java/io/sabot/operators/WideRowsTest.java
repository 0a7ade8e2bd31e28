package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of 2 KiB each come out in batches of about the target bytes, not of the target rows. */
@Tag("contract")
class WideRowsTest {
  private static final int ROWS = 2000;
  private static final String WIDE = "x".repeat(2048);
  private static final TextTable INPUT = wide("k:long, s:utf8", ROWS);

  private static TextTable wide(String schema, int rows) {
    List<Row> made = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      made.add(row(i, WIDE + i));
    }
    return table(schema, made.toArray(Row[]::new));
  }

  private static void check(BatchOperator operator, int rows, TextTable... inputs) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      List<Schema> schemas = List.of(inputs).stream().map(TextTable::schema).toList();
      try (OperatorRun run = operator.open(context, schemas)) {
        int given = 0;
        for (int input = inputs.length - 1; input >= 0; input--) {
          run.push(input, inputs[input].batch(allocator));
          given += rows(run);
          run.finish(input);
          given += rows(run);
        }
        assertEquals(rows, given);
      }
    }
    assertEquals(0, budget.reserved());
  }

  /** Polls until more input is needed; the rows given. */
  private static int rows(OperatorRun run) {
    int rows = 0;
    while (run.poll() instanceof Step.Emit(Batch batch)) {
      try (batch) {
        rows += batch.rowCount();
        assertTrue(batch.rowCount() * 2048 <= 3 << 19, batch::toString);
      }
    }
    return rows;
  }

  @Test
  void sort() {
    check(new Sort(List.of(asc("k"))), ROWS, INPUT);
  }

  @Test
  void topN() {
    check(new TopN(List.of(asc("k")), 1500), 1500, INPUT);
  }

  @Test
  void groupBy() {
    check(new GroupBy(List.of(col("s")), List.of()), ROWS, INPUT);
    check(new GroupBy(List.of(col("k")), List.of(max("s"))), ROWS, INPUT);
  }

  @Test
  void join() {
    TextTable many = table("k:long", Collections.nCopies(3 * ROWS, row(7L)).toArray(Row[]::new));
    check(new HashJoin(JoinKind.INNER, using("k")), 3 * ROWS, many, INPUT);
    check(new HashJoin(JoinKind.LEFT, using("k")), ROWS, INPUT, many.slice(0, 1));
    check(new HashJoin(JoinKind.RIGHT, using("k")), ROWS, many.slice(0, 1), INPUT);
  }

  @Test
  void unnest() {
    TextTable lists =
        table(
            "l:list<int>, s:utf8", row(Collections.nCopies(ROWS, 1), WIDE), row(List.of(2), WIDE));
    check(new Unnest("l"), ROWS + 1, lists);
    TextTable elements = table("l:list<utf8>", row(Collections.nCopies(ROWS, WIDE)));
    check(new Unnest("l"), ROWS, elements);
  }
}
