package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.SpillRoom;
import io.sabot.testkit.TextTable;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups whose memory another stage asks for while rows come. */
@Timeout(120)
class GroupPressureTest {
  private static final long ALL = 1L << 28;
  private static final int CUT = 300;
  private static final int ROWS = 9_000;

  private final SpillRoom room = new SpillRoom();
  private final RunOptions options = room.options().withBatchRows(40);

  @AfterEach
  void nothingIsLeft() {
    room.close();
  }

  private static TextTable rows(SplittableRandom random, int keys) {
    Row[] rows = new Row[ROWS];
    for (int i = 0; i < rows.length; i++) {
      int key = random.nextInt(keys);
      rows[i] = row("text " + key % 11, key, random.nextInt(100), "t" + random.nextInt(1000));
    }
    return table("s:utf8, i:int, x:int, t:utf8", rows);
  }

  private static GroupBy grouping(List<Expression> keys) {
    return new GroupBy(
        keys,
        List.of(
            count().as("rows"),
            sum("x").as("sum"),
            max("t").as("most"),
            median("x").as("median"),
            countDistinct("t").as("different")));
  }

  /** Runs side by side take the rows in turn; every so often it is asked for all memory. */
  private List<Row> grouped(GroupBy grouping, TextTable rows, RunContext context, Runnable asks) {
    try (MergingRun first = (MergingRun) grouping.open(context, List.of(rows.schema()));
        MergingRun second = (MergingRun) first.beside()) {
      OperatorRun next = first;
      for (int start = 0; start < ROWS; start += CUT) {
        next.push(0, rows.slice(start, CUT).batch(room.allocator()));
        next = next == first ? second : first;
        asks.run();
      }
      first.merge(second);
      return RunResults.of(first, room.allocator());
    }
  }

  private RunContext context(MemoryBudget budget) {
    return new RunContext(options, room.allocator(), budget, "GroupBy", 1);
  }

  /** Few keys stay with their run; many are packed, or not where they have no word. */
  private static final List<List<Expression>> KEYS =
      List.of(List.of(col("s"), col("i")), List.of(col("i")), List.of(col("t"), col("i")));

  @Test
  void givesWhatItHasToOthers() {
    Seed.next()
        .run(random -> {
          for (List<Expression> keys : KEYS) {
            TextTable rows = rows(random, random.nextBoolean() ? 300 : 1_000_000);
            MemoryBudget budget = new MemoryBudget(ALL);
            RunContext calm = context(budget);
            List<Row> expected = grouped(grouping(keys), rows, calm, () -> {});
            assertThat(calm.spill().written()).isZero();
            RunContext asked = context(budget);
            try (Reservation other = budget.reserve("other")) {
              List<Row> rest =
                  grouped(
                      grouping(keys),
                      rows,
                      asked,
                      () -> {
                        if (random.nextInt(4) == 0 && other.tryGrow(ALL)) {
                          other.shrink(ALL);
                        }
                      });
              assertThat(rest).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
            }
            assertThat(asked.spill().written()).isPositive();
            assertThat(budget.reserved()).isZero();
          }
        });
  }

  /** What asks has a thread of its own, and holds what it was given for a while. */
  @Test
  void givesToOtherThreadsWhileItWorks() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    for (List<Expression> keys : KEYS) {
      TextTable rows = rows(random, 1_000_000);
      MemoryBudget budget = new MemoryBudget(ALL);
      List<Row> expected = grouped(grouping(keys), rows, context(budget), () -> {});
      AtomicBoolean over = new AtomicBoolean();
      try (var asking = Executors.newSingleThreadExecutor();
          Reservation other = budget.reserve("other")) {
        Future<?> asked =
            asking.submit(() -> {
              while (!over.get()) {
                if (other.tryGrow(ALL - (1 << 24))) {
                  other.shrink(ALL - (1 << 24));
                }
              }
            });
        List<Row> found;
        try {
          found = grouped(grouping(keys), rows, context(budget), () -> {});
        } finally {
          over.set(true);
        }
        asked.get();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
      }
      assertThat(budget.reserved()).isZero();
    }
  }
}
