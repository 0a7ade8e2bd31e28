package io.sabot.operators;

import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A join whose memory another stage asks for while its right side is read. */
class JoinPressureTest {
  private static final long ALL = 1L << 30;
  private static final int CUT = 100;

  private final TestAllocator allocator = new TestAllocator();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options = RunOptions.DEFAULTS.withTemporaryFolder(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private static TextTable rows(String schema, int count, SplittableRandom random) {
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row(random.nextInt(500), "text " + i);
    }
    return table(schema, rows);
  }

  private void push(OperatorRun run, int input, TextTable rows, Runnable between, List<Row> to) {
    for (int start = 0; start < rows.rows().size(); start += CUT) {
      run.push(input, rows.slice(start, CUT).batch(allocator));
      drain(run, to);
      between.run();
    }
    run.finish(input);
    drain(run, to);
    between.run();
  }

  private void drain(OperatorRun run, List<Row> to) {
    while (run.poll() instanceof Step.Emit(Batch batch)) {
      try (batch) {
        to.addAll(Rows.of(batch, allocator).list());
      }
    }
  }

  @Test
  void givesWhatItHasToOthers() {
    Seed.next()
        .run(random -> {
          HashJoin join = new HashJoin(JoinKind.INNER, using("k"));
          TextTable left = rows("k:int, a:utf8", 1000, random);
          TextTable right = rows("k:int, b:utf8", 2000, random);
          MemoryBudget budget = new MemoryBudget(ALL);
          List<List<Row>> results = List.of(new ArrayList<>(), new ArrayList<>());
          for (boolean isAsked : new boolean[] {false, true}) {
            RunContext context = new RunContext(options, allocator, budget, "HashJoin", 1);
            try (Reservation other = budget.reserve("other");
                OperatorRun run = join.open(context, List.of(left.schema(), right.schema()))) {
              Runnable ask =
                  () -> {
                    if (isAsked && other.tryGrow(ALL)) {
                      other.shrink(ALL);
                    }
                  };
              List<Row> to = results.get(isAsked ? 1 : 0);
              push(run, 1, right, ask, to);
              push(run, 0, left, ask, to);
            }
            assertThat(context.spill().written() > 0).isEqualTo(isAsked);
          }
          assertThat(results.get(1)).isEqualTo(results.get(0)).isNotEmpty();
          assertThat(budget.reserved()).isZero();
        });
  }
}
