package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.Aggregate;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.operator.Step;
import io.sabot.operator.TimedRun;
import io.sabot.state.StateGroups;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** State that follows its groups between runs, and comes back after a crash. */
class StateGroupsTest {
  private static final int CASES = Integer.getInteger("sabot.changes.cases", 60);
  private static final int ROWS = 300;
  private static final String COLUMNS = "k:utf8, n:int, x:int, d:double, s:utf8";

  private static final List<Aggregate> AGGREGATES =
      List.of(
          count().as("n_rows"),
          count("x").as("n_x"),
          sum("x").as("sum"),
          sum("d").as("sum_d"),
          mean("x").as("mean"),
          min("d").as("min"),
          max("s").as("max"),
          first("s").as("first"),
          last("s").as("last"),
          countDistinct("s").as("different"),
          median("x").as("median"),
          stddev("d").as("spread"),
          topK("x", 2).as("top"));

  private static EmitChanges changes(List<Aggregate> aggregates) {
    return new EmitChanges(List.of(col("k"), col("n")), aggregates, Duration.ofSeconds(1), "test");
  }

  /** Two runs that share the groups of a source, and who keeps the last row of each key. */
  private static final class Members implements AutoCloseable {
    private final SplittableRandom random;
    private final TextTable rows;
    private final int[] groupOf;
    private final List<Aggregate> aggregates;
    private final MemoryBudget budget = new MemoryBudget(1 << 28);
    private final TestAllocator allocator = new TestAllocator();
    private final StateShelf shelf = new StateShelf();
    private final OperatorRun[] runs = new OperatorRun[2];
    private final Map<Integer, Integer> owners = new HashMap<>();
    private Map<String, Row> last = new LinkedHashMap<>();
    private Map<String, Row> committed = Map.of();
    private int read;
    private int committedRead;

    Members(SplittableRandom random, TextTable rows, int[] groupOf, List<Aggregate> aggregates) {
      this.random = random;
      this.rows = rows;
      this.groupOf = groupOf;
      this.aggregates = aggregates;
      for (int group : groupOf) {
        owners.computeIfAbsent(group, g -> random.nextInt(2));
      }
      open();
    }

    private void open() {
      for (int member = 0; member < runs.length; member++) {
        runs[member] = changes(aggregates).open(context(), List.of(rows.schema()));
        assign(member, owned(member));
      }
    }

    private RunContext context() {
      RunOptions options = RunOptions.DEFAULTS.withBatchRows(1 + random.nextInt(9));
      return new RunContext(options, allocator, budget, "Test", random.nextLong())
          .with(shelf, CommitRequests.NONE);
    }

    private Set<Integer> owned(int member) {
      Set<Integer> groups = new java.util.TreeSet<>();
      owners.forEach((group, owner) -> {
        if (owner == member) {
          groups.add(group);
        }
      });
      return groups;
    }

    private void assign(int member, Set<Integer> groups) {
      Map<Integer, String> notes = new TreeMap<>();
      groups.forEach(group -> notes.put(group, ""));
      signal(member, new Signal.GroupsAssigned(notes));
    }

    private void signal(int member, Signal signal) {
      runs[member].signal(0, signal);
      assertThat(drain(member)).containsExactly(signal);
    }

    private List<Signal> drain(int member) {
      List<Signal> signals = new ArrayList<>();
      while (true) {
        switch (runs[member].poll()) {
          case Step.Emit(Batch out) -> {
            try (out) {
              for (Row row : Rows.of(out, allocator).list()) {
                last.put(new Row(row.values().subList(0, 2)).toString(), row);
              }
            }
          }
          case Step.Pass(Signal signal) -> signals.add(signal);
          default -> {
            return signals;
          }
        }
      }
    }

    void run() {
      while (read < rows.rows().size()) {
        push(Math.min(1 + random.nextInt(30), rows.rows().size() - read));
        switch (random.nextInt(8)) {
          case 0 -> tick(random.nextInt(2));
          case 1, 2 -> barrier();
          case 3 -> move();
          case 4 -> crash();
          default -> {}
        }
      }
      barrier();
      assertThat(budget.reserved()).isPositive();
    }

    private void push(int count) {
      for (int member = 0; member < runs.length; member++) {
        List<Row> some = new ArrayList<>();
        for (int i = read; i < read + count; i++) {
          if (owners.get(groupOf[i]) == member) {
            some.add(rows.rows().get(i));
          }
        }
        if (!some.isEmpty()) {
          runs[member].push(0, rows.withRows(some).batch(allocator));
          assertThat(drain(member)).isEmpty();
        }
      }
      read += count;
    }

    private void tick(int member) {
      ((TimedRun) runs[member]).tick();
      assertThat(drain(member)).containsExactly(Signal.FLUSH);
    }

    private void barrier() {
      signal(0, new Signal.Barrier(read));
      signal(1, new Signal.Barrier(read));
      committed = new LinkedHashMap<>(last);
      committedRead = read;
      Rows expected = grouped();
      Rows.of(expected.schema(), new ArrayList<>(last.values()))
          .unordered()
          .tolerance(1e-9)
          .assertEquals(expected);
    }

    /** What goes is committed first. */
    private void move() {
      barrier();
      int member = random.nextInt(2);
      Set<Integer> groups = owned(member);
      groups.removeIf(group -> random.nextBoolean());
      signal(member, new Signal.GroupsRevoked(groups));
      groups.forEach(group -> owners.put(group, 1 - member));
      assign(1 - member, groups);
    }

    /** All that was read and given since the last barrier never happened. */
    private void crash() {
      runs[0].close();
      runs[1].close();
      last = new LinkedHashMap<>(committed);
      read = committedRead;
      if (read == 0) {
        assertThat(shelf.written()).isZero();
      }
      open();
    }

    private Rows grouped() {
      GroupBy batch = new GroupBy(List.of(col("k"), col("n")), aggregates);
      List<Row> all = new ArrayList<>();
      RunContext context =
          new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(1 << 28), "Test", 1);
      try (OperatorRun run = batch.open(context, List.of(rows.schema()))) {
        if (read > 0) {
          run.push(0, rows.slice(0, read).batch(allocator));
        }
        run.finish(0);
        while (run.poll() instanceof Step.Emit(Batch out)) {
          try (out) {
            all.addAll(Rows.of(out, allocator).list());
          }
        }
      }
      return Rows.of(batch.outputSchema(List.of(rows.schema())), all);
    }

    @Override
    public void close() {
      runs[0].close();
      runs[1].close();
      assertThat(budget.reserved()).isZero();
      shelf.close();
      allocator.close();
    }
  }

  @Test
  void whateverMovesAndCrashesTheLastRowsAreTheBatchAnswer() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            oneCase(random);
          }
        });
  }

  private static void oneCase(SplittableRandom random) {
    int groups = 1 + random.nextInt(6);
    int keys = 1 + random.nextInt(60);
    int[] groupOf = new int[ROWS];
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int key = random.nextInt(keys);
      groupOf[i] = key % groups;
      all.add(
          row(
              key % 7 == 0 ? null : "key " + key % 11,
              key,
              random.nextInt(5) == 0 ? null : random.nextInt(100),
              random.nextInt(5) == 0 ? null : random.nextDouble(),
              random.nextInt(5) == 0 ? null : "s" + random.nextInt(20),
              groupOf[i]));
    }
    TextTable rows = table(COLUMNS + ", " + StateGroups.COLUMN + ":int not null").withRows(all);
    List<Aggregate> aggregates = new ArrayList<>(AGGREGATES);
    while (aggregates.size() > 1 && random.nextInt(4) > 0) {
      aggregates.remove(random.nextInt(aggregates.size()));
    }
    try (Members members = new Members(random, rows, groupOf, aggregates)) {
      members.run();
    }
  }

  /** What another run took over is not given again, and frees its memory here. */
  @Test
  void groupsThatGoAreForgotten() {
    TextTable rows =
        table(
            COLUMNS + ", " + StateGroups.COLUMN + ":int not null",
            row("a", 1, 1, 1.0, "s", 0),
            row("b", 2, 1, 1.0, "s", 5),
            row("c", 1, 1, 1.0, "s", 0));
    MemoryBudget budget = new MemoryBudget(1 << 28);
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      EmitChanges changes = changes(List.of(count().as("n_rows")));
      assertThat(changes.keyedState(List.of(rows.schema()))).contains("test");
      assertThat(changes.keyedState(List.of(schema(COLUMNS)))).isEmpty();
      try (OperatorRun run = changes.open(context, List.of(rows.schema()))) {
        run.push(0, rows.batch(allocator));
        run.signal(0, new Signal.GroupsRevoked(Set.of(0)));
        assertThat(run.poll()).isEqualTo(new Step.Pass(new Signal.GroupsRevoked(Set.of(0))));
        run.signal(0, new Signal.Barrier(1));
        try (Batch batch = ((Step.Emit) run.poll()).batch()) {
          Rows.of(batch, allocator).assertEquals(row("b", 2, 1L));
        }
        assertThat(run.poll()).isEqualTo(new Step.Pass(new Signal.Barrier(1)));
        run.signal(0, new Signal.GroupsRevoked(Set.of(5)));
        assertThat(budget.reserved()).isZero();
      }
    }
  }

  /** As behind a limit, where nobody asked for the column. */
  @Test
  void rowsThatDoNotTellTheirGroupStayWhateverGroupsDo() {
    TextTable rows = table(COLUMNS, row("a", 1, 1, 1.0, "s"));
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(1 << 28), "Test", 1);
      EmitChanges changes = changes(List.of(count().as("n_rows")));
      try (OperatorRun run = changes.open(context, List.of(rows.schema()))) {
        for (Signal signal :
            List.of(
                new Signal.GroupsAssigned(Map.of(0, "")), new Signal.GroupsRevoked(Set.of(0)))) {
          run.push(0, rows.batch(allocator));
          run.signal(0, signal);
          assertThat(run.poll()).isEqualTo(new Step.Pass(signal));
        }
        run.finish(0);
        try (Batch batch = ((Step.Emit) run.poll()).batch()) {
          Rows.of(batch, allocator).assertEquals(row("a", 1, 2L));
        }
      }
    }
  }

  @Test
  void theShapeSaysWhatTheStateIsOf() {
    TextTable rows = table(COLUMNS + ", " + StateGroups.COLUMN + ":int not null");
    List<String> shapes = new ArrayList<>();
    Snapshots looking = (signal, state) -> shapes.add(state.name() + "\n" + state.shape());
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(1 << 28), "Test", 1)
              .with(looking, CommitRequests.NONE);
      EmitChanges changes =
          new EmitChanges(
              List.of(col("k").upper().as("big")),
              List.of(sum(col("x").plus(1)).as("more")),
              Duration.ZERO,
              "test");
      try (OperatorRun run = changes.open(context, List.of(rows.schema()))) {
        run.signal(0, Signal.FLUSH);
      }
    }
    assertThat(shapes)
        .containsExactly("test\nkeys: [upper(k) as big]\naggregates: [sum(x + 1) as more]");
  }
}
