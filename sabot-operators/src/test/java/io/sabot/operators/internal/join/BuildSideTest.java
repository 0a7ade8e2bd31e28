package io.sabot.operators.internal.join;

import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows wait until all are there; whatever they do, each is found. */
class BuildSideTest {
  private static final int ROWS = 150_000;

  private static void assertWaits(boolean waits, String schema, IntFunction<Row> rows) {
    TextTable all = table(schema, IntStream.range(0, ROWS).mapToObj(rows).toArray(Row[]::new));
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(
              RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "HashJoin", 1);
      String[] keys =
          all.schema().getFields().stream().map(field -> field.getName()).toArray(String[]::new);
      JoinShape shape = new JoinShape(JoinKind.FULL, using(keys), all.schema(), all.schema());
      try (BuildSide side = new BuildSide(shape, context)) {
        side.add(all.batch(allocator));
        assertThat(side.parts().isEmpty()).isEqualTo(!waits);
        side.finish();
        int[] found = new int[ROWS];
        side.lookup().find(side.chunks().pieces().getFirst().columns(), ROWS, found);
        assertThat(found).doesNotContain(-1);
      }
    }
  }

  @Test
  void rowsOfOneLargeBatchWait() {
    assertWaits(true, "k:long", i -> row(1_000_003L * i));
  }

  @Test
  void keysOfSeveralNumbersWait() {
    assertWaits(true, "k:long, m:int, n:long", i -> row(i / 1_000L, i % 1_000, 7L));
  }

  @Test
  void stringsDoNot() {
    assertWaits(false, "k:string", i -> row("id" + i));
    assertWaits(false, "k:long, s:string", i -> row(i / 1_000L, "id" + i % 1_000));
  }

  @Test
  void numbersFarApartInOneColumnOfSeveralDoNot() {
    assertWaits(false, "k:long, m:long", i -> row(i * 9_000_000_011L, 7L));
    assertWaits(false, "k:long, m:long", i -> row(i * 9_000_000_011L, i * 9_000_000_011L));
  }
}
