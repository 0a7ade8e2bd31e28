package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sorts of so many bytes that rows are copied to where they are needed, and let go. */
class MovedRowsTest {
  private static final int ROWS = 70_000;
  private static final Comparator<Row> ORDER = Comparator.comparing(row -> (Long) row.get(0));

  private final FailingAllocation failing = new FailingAllocation();
  private final TestAllocator allocator = new TestAllocator(failing);

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
  }

  private static TextTable rows(SplittableRandom random) {
    Row[] rows = new Row[ROWS];
    int different = random.nextBoolean() ? 100 : 1 << 30;
    for (int i = 0; i < ROWS; i++) {
      String text = i % 9 == 0 ? null : "text ".repeat(25) + i;
      rows[i] = row(random.nextInt(different), text, i % 7 == 0 ? null : i);
    }
    return Tables.table("k:int, s:utf8, n:int", rows);
  }

  private List<Row> sorted(TextTable input, int cut, MemoryBudget budget) {
    RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Sort", 1);
    List<Row> given = new ArrayList<>();
    try (OperatorRun run = new Sort(List.of(asc("k"))).open(context, List.of(input.schema()))) {
      for (int start = 0; start < ROWS; start += cut) {
        run.push(0, input.slice(start, Math.min(cut, ROWS - start)).batch(allocator));
      }
      run.finish(0);
      while (run.poll() instanceof Step.Emit(Batch batch)) {
        try (batch) {
          given.addAll(Rows.of(batch, allocator).list());
        }
      }
    }
    assertThat(budget.reserved()).isZero();
    return given;
  }

  /** With room for all copies, for some, and for hardly any. */
  @Test
  void comeOutAsTheyWould() {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random);
          List<Row> expected = input.rows().stream().sorted(ORDER).toList();
          int cut = random.nextInt(3_000, ROWS);
          MemoryBudget all = new MemoryBudget(Long.MAX_VALUE);
          assertThat(sorted(input, cut, all)).isEqualTo(expected);
          long budget = all.peak() - random.nextLong(all.peak() / 4);
          assertThat(sorted(input, cut, new MemoryBudget(budget))).isEqualTo(expected);
        });
  }

  @Test
  void areLetGoWhereMemoryIsRefused() {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random);
          failing.after(random.nextInt(150));
          assertThatThrownBy(() -> sorted(input, 5_000, new MemoryBudget(Long.MAX_VALUE)))
              .hasMessageContaining("refused by the test");
          assertThat(failing.stop()).isTrue();
        });
  }
}
