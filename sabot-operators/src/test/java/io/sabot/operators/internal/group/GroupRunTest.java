package io.sabot.operators.internal.group;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Of runs side by side: when groups of one's own are given up for those that all share. */
class GroupRunTest {
  private static final String SCHEMA = "k:int64";
  private static final int BATCH = 64;
  private static final int BATCHES = 40;

  @Test
  void keysThatAreAllNewAreShared() {
    assertThat(isShared(row -> row)).isTrue();
  }

  /** A million keys look new for as long as there are few groups. */
  @Test
  void keysOfWhichSomeComeAgainAreNot() {
    assertThat(isShared(row -> row % BATCH < 40 ? row : row % BATCH)).isFalse();
  }

  @Test
  void aKeyThatIsOftenThereAmongNewOnesMakesNoDifference() {
    assertThat(isShared(row -> row % 10 == 0 ? -1 : row)).isTrue();
  }

  /** Whether groups come out in several parts. */
  private static boolean isShared(IntUnaryOperator keyOfRow) {
    RunOptions options = RunOptions.DEFAULTS.withBatchRows(BATCH).withParallelism(2);
    GroupShape shape = new GroupShape(List.of(col("k")), List.of(count()), Tables.schema(SCHEMA));
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(options, allocator, new MemoryBudget(Long.MAX_VALUE), "GroupBy", 1);
      try (GroupRun run = new GroupRun(shape, context);
          OperatorRun beside = run.beside()) {
        for (int batch = 0; batch < BATCHES; batch++) {
          push(run, keyOfRow, batch * BATCH, allocator);
        }
        run.merge(beside);
        List<RunPart> parts = run.parts();
        parts.forEach(RunPart::close);
        return !parts.isEmpty();
      }
    }
  }

  private static void push(
      GroupRun run, IntUnaryOperator keyOfRow, int first, TestAllocator allocator) {
    Row[] rows = new Row[BATCH];
    for (int i = 0; i < BATCH; i++) {
      rows[i] = Tables.row((long) keyOfRow.applyAsInt(first + i));
    }
    run.push(0, Tables.table(SCHEMA, rows).batch(allocator));
  }
}
