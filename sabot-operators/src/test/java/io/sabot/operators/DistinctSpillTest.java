package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First rows of more keys than there is memory for. */
class DistinctSpillTest {
  private static final int ROWS = 20_000;

  private final TestAllocator allocator = new TestAllocator();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options = RunOptions.DEFAULTS.withTemporaryFolder(folder).withBatchRows(500);
  }

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private static TextTable rows(SplittableRandom random, String types, int different) {
    Row[] rows = new Row[ROWS];
    for (int i = 0; i < ROWS; i++) {
      int number = random.nextInt(different);
      Object first = number % 97 == 0 ? null : (long) number * 1_000_003;
      String second = number % 89 == 0 ? null : "text number " + number;
      rows[i] =
          switch (types) {
            case "long" -> row(first, (long) i);
            case "utf8" -> row(second, (long) i);
            default -> row(first, second, (long) i);
          };
    }
    String schema =
        switch (types) {
          case "long" -> "k:int64, n:int64";
          case "utf8" -> "k:utf8, n:int64";
          default -> "k:int64, s:utf8, n:int64";
        };
    return Tables.table(schema, rows);
  }

  private static List<Row> firsts(List<Row> rows, int keys) {
    Set<List<Object>> seen = new HashSet<>();
    List<Row> firsts = new ArrayList<>();
    for (Row row : rows) {
      List<Object> key = new ArrayList<>();
      for (int i = 0; i < keys; i++) {
        key.add(row.get(i));
      }
      if (seen.add(key)) {
        firsts.add(row);
      }
    }
    return firsts;
  }

  private OperatorRun open(Distinct distinct, TextTable input, MemoryBudget budget) {
    RunContext context = new RunContext(options, allocator, budget, "Distinct", 1);
    return distinct.open(context, List.of(input.schema()));
  }

  private void drain(OperatorRun run, List<Row> to) {
    for (Step step = run.poll();
        !(step instanceof Step.NeedsInput || step instanceof Step.Done); ) {
      if (step instanceof Step.Emit(Batch batch)) {
        try (batch) {
          to.addAll(Rows.of(batch, allocator).list());
        }
      }
      step = run.poll();
    }
  }

  private void push(OperatorRun run, TextTable input, int from, int end, List<Row> to) {
    for (int start = from; start < end; start += 700) {
      run.push(0, input.slice(start, Math.min(700, end - start)).batch(allocator));
      drain(run, to);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"long", "utf8", "long and utf8"})
  void givesWhatItGivesInMemory(String types) {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random, types, random.nextBoolean() ? 3000 : ROWS);
          int keys = input.schema().getFields().size() - 1;
          List<String> names = keys == 1 ? List.of("k") : List.of("k", "s");
          MemoryBudget budget = new MemoryBudget(300_000);
          List<Row> given = new ArrayList<>();
          try (OperatorRun run = open(new Distinct(names), input, budget)) {
            push(run, input, 0, ROWS, given);
            run.finish(0);
            drain(run, given);
          }
          assertEquals(firsts(input.rows(), keys), given);
          assertEquals(0, budget.reserved());
        });
  }

  /** What waits on disk does not fall behind a signal, and is not given again. */
  @Test
  void answersBeforeASignal() {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random, "long", ROWS);
          List<Row> given = new ArrayList<>();
          MemoryBudget budget = new MemoryBudget(300_000);
          try (OperatorRun run = open(new Distinct(List.of("k")), input, budget)) {
            for (int at = 0; at < ROWS; at += ROWS / 4) {
              push(run, input, at, at + ROWS / 4, given);
              run.signal(0, new Signal.Watermark(at));
              drain(run, given);
              assertEquals(firsts(input.rows().subList(0, at + ROWS / 4), 1), given);
            }
            SabotException refused = assertThrows(SabotException.class, run::state);
            assertEquals(ErrorCode.MEMORY_LIMIT, refused.code());
            run.finish(0);
            drain(run, given);
          }
          assertEquals(firsts(input.rows(), 1), given);
        });
  }

  @Test
  void whereNotEvenARowHasRoomItIsRefused() {
    TextTable input = Tables.table("k:int64, n:int64", row(1L, 1L));
    try (OperatorRun run = open(new Distinct(List.of("k")), input, new MemoryBudget(20))) {
      run.push(0, input.batch(allocator));
      MemoryLimitException refused = assertThrows(MemoryLimitException.class, () -> run.finish(0));
      assertTrue(refused.getMessage().contains("Distinct keys"), refused.getMessage());
      assertTrue(refused.getMessage().contains("raise RunOptions.withMemoryBudget"));
    }
  }
}
