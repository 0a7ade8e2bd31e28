package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.state.StateGroups;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys that outlive the run that has seen them. */
class KeptDistinctTest {
  private static final int CASES = Integer.getInteger("sabot.changes.cases", 60);
  private static final int GROUPS = 4;
  private static final String COLUMNS =
      "n:long, k:utf8, d:double, " + StateGroups.COLUMN + ":int32 not null";

  private final TestAllocator allocator = new TestAllocator();
  private final MemoryBudget budget = new MemoryBudget(1 << 28);

  private RunContext context(StateShelf shelf, MemoryBudget within) {
    return new RunContext(RunOptions.DEFAULTS.withBatchRows(7), allocator, within, "Test", 1)
        .with(shelf, CommitRequests.NONE);
  }

  private static OperatorRun open(Distinct distinct, RunContext context) {
    return distinct.open(context, List.of(Tables.schema(COLUMNS)));
  }

  private List<Row> poll(OperatorRun run, Signal signal) {
    List<Row> rows = new ArrayList<>();
    while (true) {
      switch (run.poll()) {
        case Step.Emit(Batch out) -> {
          try (out) {
            rows.addAll(Rows.of(out, allocator).list());
          }
        }
        case Step.Pass(Signal passed) -> assertThat(passed).isEqualTo(signal);
        default -> {
          return rows;
        }
      }
    }
  }

  private List<Row> push(OperatorRun run, List<Row> rows) {
    run.push(0, table(COLUMNS, rows.toArray(Row[]::new)).batch(allocator));
    return poll(run, Signal.FLUSH);
  }

  private void signal(OperatorRun run, Signal signal) {
    run.signal(0, signal);
    assertThat(poll(run, signal)).isEmpty();
  }

  private void assign(OperatorRun run) {
    Map<Integer, String> notes = new LinkedHashMap<>();
    for (int group = 0; group < GROUPS; group++) {
      notes.put(group, "");
    }
    signal(run, new Signal.GroupsAssigned(notes));
  }

  /** Some of few keys, several groups in a batch; a key lies in one group. */
  private static List<Row> rows(SplittableRandom random) {
    List<Row> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      int key = random.nextInt(60);
      @Nullable String text = key == 0 ? null : "key ".repeat(key % 5) + key;
      double number = key == 1 ? Double.NaN : key % 3;
      rows.add(row(random.nextLong(1_000_000), text, number, key % GROUPS));
    }
    return canonical(rows.toArray(Row[]::new));
  }

  private static List<Row> canonical(Row... rows) {
    return table(COLUMNS, rows).rows();
  }

  private static List<Row> firsts(List<Row> rows, Set<List<@Nullable Object>> seen) {
    return rows.stream().filter(row -> seen.add(row.values().subList(1, 4))).toList();
  }

  @Test
  void rowsComeOnceInTheOrderOfTheirBatchWhateverDies() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            oneCase(random);
          }
        });
    allocator.close();
  }

  private void oneCase(SplittableRandom random) {
    Distinct distinct = new Distinct(List.of("k", "d"), "test");
    Set<List<@Nullable Object>> seen = new HashSet<>();
    Set<List<@Nullable Object>> committed = Set.of();
    try (StateShelf shelf = new StateShelf()) {
      OperatorRun run = open(distinct, context(shelf, budget));
      assign(run);
      for (int step = 0; step < 30; step++) {
        List<Row> rows = rows(random);
        assertThat(push(run, rows)).isEqualTo(firsts(rows, seen));
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            signal(run, new Signal.Barrier(step));
            committed = new HashSet<>(seen);
          }
          case 2 -> {
            run.close();
            run = open(distinct, context(shelf, budget));
            assign(run);
            seen = new HashSet<>(committed);
          }
          default -> {}
        }
      }
      run.close();
    }
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void ofAllColumnsTheStateGroupIsNoKey() {
    try (StateShelf shelf = new StateShelf();
        OperatorRun run = open(new Distinct(List.of()), context(shelf, budget))) {
      Row a = canonical(row(1L, "a", 0.5, 0)).getFirst();
      Row b = canonical(row(1L, "a", 0.5, 1)).getFirst();
      assertThat(push(run, List.of(a, a))).containsExactly(a);
      // What is promised is broken here: a key lies in two groups, each of which has its own.
      assertThat(push(run, List.of(b, a))).containsExactly(b);
      signal(run, new Signal.GroupsRevoked(Set.of(0)));
      assertThat(push(run, List.of(b, a))).containsExactly(a);
    }
    allocator.close();
  }

  /** Where no key is new, what was written last is still right. */
  @Test
  void aGroupWithoutNewKeysIsNotWrittenAgain() {
    try (StateShelf shelf = new StateShelf();
        OperatorRun run = open(new Distinct(List.of("k"), "test"), context(shelf, budget))) {
      assign(run);
      push(run, List.of(row(1L, "a", 0.5, 0), row(1L, "b", 0.5, 1)));
      signal(run, new Signal.Barrier(1));
      assertThat(shelf.written()).isEqualTo(2);
      push(run, List.of(row(2L, "a", 0.5, 0), row(2L, "c", 0.5, 1)));
      signal(run, new Signal.Barrier(2));
      assertThat(shelf.written()).isEqualTo(3);
    }
    allocator.close();
  }

  @Test
  void keysThatDoNotFitAreRefused() {
    List<Row> rows =
        LongStream.range(0, 5_000).mapToObj(n -> row(n, "key " + n, 0.5, (int) (n % 4))).toList();
    try (StateShelf shelf = new StateShelf();
        OperatorRun run =
            open(new Distinct(List.of("k"), "test"), context(shelf, new MemoryBudget(1 << 16)))) {
      assertThatThrownBy(() -> push(run, rows))
          .isInstanceOf(MemoryLimitException.class)
          .hasMessageContaining("Distinct: the state of \"test\" must fit the memory of the run")
          .hasMessageContaining("keep fewer keys, or share the work with more members");
    }
    allocator.close();
  }
}
