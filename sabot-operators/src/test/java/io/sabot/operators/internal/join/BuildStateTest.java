package io.sabot.operators.internal.join;

import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.state.KeyGroups;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A side of so many keys that rows wait, as state: whatever waits has had no pair. */
class BuildStateTest {
  private static final int ROWS = 70_000;
  private static final TextTable FIRST = rows(0);
  private static final TextTable SECOND = rows(ROWS);

  private final TestAllocator allocator = new TestAllocator();
  private final RunContext context =
      new RunContext(
          RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "HashJoin", 1);
  private final JoinShape shape =
      new JoinShape(JoinKind.FULL, using("k"), FIRST.schema(), FIRST.schema());

  private static TextTable rows(int from) {
    return table(
        "k:long",
        IntStream.range(from, from + ROWS).mapToObj(i -> row(1_000_003L * i)).toArray(Row[]::new));
  }

  private BuildSide read(BuildSide from) {
    BuildSide to = new BuildSide(shape, context);
    BuildState state = new BuildState(shape, context, to);
    for (Batch rows : new BuildState(shape, context, from).write(KeyGroups.ALL)) {
      state.read(rows);
    }
    return to;
  }

  private static void assertMatched(BuildSide side, int every) {
    assertThat(side.chunks().rows()).isEqualTo(2 * ROWS);
    for (int row = 0; row < 2 * ROWS; row++) {
      assertThat(side.matched(row)).isEqualTo(every > 0 && row % every == 0);
    }
  }

  @Test
  void marksAreKeptWhetherRowsWaitOrNot() {
    try (BuildSide side = new BuildSide(shape, context)) {
      side.add(FIRST.batch(allocator));
      side.add(SECOND.batch(allocator));
      try (BuildSide waiting = read(side)) {
        waiting.finish();
        assertMatched(waiting, 0);
      }
      side.finish();
      int[] found = new int[ROWS];
      for (TextTable looked : new TextTable[] {FIRST, SECOND}) {
        try (Batch batch = looked.batch(allocator)) {
          side.lookup().find(batch.columns(), ROWS, found);
          for (int i = 0; i < ROWS; i++) {
            found[i] = i % 7 == 0 ? found[i] : -1;
          }
          side.mark(found, ROWS);
        }
      }
      assertMatched(side, 7);
      try (BuildSide again = read(side)) {
        again.finish();
        assertMatched(again, 7);
      }
    }
    allocator.close();
  }
}
