package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.SpillRoom;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that one run has written to disk before another run packs it is one group all the same. */
class PackedKeysOnDiskTest {
  private static final int KEYS = 2000;
  private static final long ALL = 64 << 20;

  private final SpillRoom room = new SpillRoom();
  private final MemoryBudget budget = new MemoryBudget(ALL);
  private final RunContext context =
      new RunContext(room.options().withBatchRows(40), room.allocator(), budget, "GroupBy", 1);

  @AfterEach
  void nothingIsLeft() {
    assertThat(budget.reserved()).isZero();
    room.close();
  }

  /** Each key so many times in a row. */
  private static TextTable keys(int times) {
    Row[] rows = new Row[KEYS * times];
    for (int i = 0; i < rows.length; i++) {
      int key = i / times;
      rows[i] = row("t" + key % 7, key, 1L);
    }
    return table("s:utf8, i:int, x:long", rows);
  }

  private void push(OperatorRun run, TextTable rows) {
    run.push(0, rows.batch(room.allocator()));
  }

  @Test
  void isGivenOnce() {
    GroupBy grouping =
        new GroupBy(List.of(col("s"), col("i")), List.of(count().as("rows"), sum("x").as("sum")));
    try (MergingRun first = (MergingRun) grouping.open(context, List.of(keys(1).schema()));
        MergingRun second = (MergingRun) first.beside()) {
      // Each key comes twice: groups of the run's own pay.
      push(first, keys(2));
      // Each row brings a new key: they are packed.
      push(second, keys(1));
      assertThat(context.spill().written()).isZero();
      try (Reservation other = context.reserve("something else")) {
        other.grow(ALL - budget.reserved() - 100_000);
        push(first, keys(2));
      }
      assertThat(context.spill().written()).isPositive();
      push(second, keys(1));
      first.merge(second);
      assertThat(RunResults.of(first, room.allocator()))
          .hasSize(KEYS)
          .allSatisfy(result -> assertThat(result.values().subList(2, 4)).containsExactly(6L, 6L));
    }
  }
}
