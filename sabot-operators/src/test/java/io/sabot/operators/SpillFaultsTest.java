package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.SpillRoom;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong on the way through disk ends the run with one clear error, or changes nothing.
 * {@code -Dsabot.spill.refusals=…} says how many allocations of each operator are refused.
 */
@Timeout(300)
class SpillFaultsTest {
  private static final int REFUSALS = Integer.getInteger("sabot.spill.refusals", 40);
  private static final int ROWS = 1500;
  private static final int CUT = 100;
  private static final Map<String, BatchOperator> OPERATORS = new LinkedHashMap<>();

  static {
    OPERATORS.put("sort", new Sort(List.of(asc("s"), asc("n"))));
    OPERATORS.put("top-n", new TopN(List.of(asc("k"), asc("n")), 1000));
    OPERATORS.put("group-by", new GroupBy(List.of(col("k")), List.of(sum("n"), count())));
    OPERATORS.put("totals", new GroupBy(List.of(), List.of(median("n"), countDistinct("k"))));
    OPERATORS.put(
        "large group",
        new GroupBy(List.of(col("n").isNull()), List.of(countDistinct("s"), median("k"), count())));
    OPERATORS.put("distinct", new Distinct(List.of("k")));
    OPERATORS.put("inner join", new HashJoin(JoinKind.INNER, using("k")));
    OPERATORS.put("full join", new HashJoin(JoinKind.FULL, using("k")));
    OPERATORS.put("anti join", new HashJoin(JoinKind.ANTI, using("k")));
  }

  private final FailingAllocation failing = new FailingAllocation();
  private final SpillRoom room = new SpillRoom(failing);
  private RunOptions options = room.options().withBatchRows(200);
  private long written;

  static List<String> operators() {
    return List.copyOf(OPERATORS.keySet());
  }

  /** What may happen to a file. */
  private enum Damage {
    CUT,
    CHANGED,
    GONE;

    void to(Path file) throws IOException {
      if (this == GONE) {
        Files.delete(file);
        return;
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long middle = channel.size() / 2;
        if (this == CUT) {
          channel.truncate(middle);
        } else {
          ByteBuffer one = ByteBuffer.allocate(1);
          channel.read(one, middle);
          one.put(0, (byte) ~one.get(0)).flip();
          channel.write(one, middle);
        }
      }
    }
  }

  @AfterEach
  void nothingIsLeft() {
    room.close();
  }

  private static TextTable rows(SplittableRandom random) {
    Row[] rows = new Row[ROWS];
    for (int i = 0; i < ROWS; i++) {
      long key = random.nextInt(ROWS) * 1_000_003L;
      rows[i] = row(key % 50 == 0 ? null : key, "text number " + key % 600, i);
    }
    return Tables.table("k:long, s:utf8, n:int", rows);
  }

  /** Runs an operator; {@code read} is called when all rows are there. */
  private List<Row> run(BatchOperator operator, TextTable input, long limit, Runnable read) {
    MemoryBudget budget = new MemoryBudget(limit);
    RunContext context = new RunContext(options, room.allocator(), budget, operator.name(), 1);
    List<Schema> inputs = Collections.nCopies(operator.inputs(), input.schema());
    List<Row> given = new ArrayList<>();
    try (OperatorRun run = operator.open(context, inputs)) {
      for (int number = inputs.size() - 1; number >= 0; number--) {
        for (int start = 0; start < ROWS; start += CUT) {
          run.push(number, input.slice(start, CUT).batch(room.allocator()));
          drain(run, given);
        }
        if (number == 0) {
          read.run();
        }
        run.finish(number);
        drain(run, given);
      }
    } finally {
      written = context.spill().written();
    }
    assertThat(budget.reserved()).isZero();
    return given;
  }

  private void drain(OperatorRun run, List<Row> to) {
    while (run.poll() instanceof Step.Emit(Batch batch)) {
      try (batch) {
        to.addAll(Rows.of(batch, room.allocator()).list());
      }
    }
  }

  /** A budget with which it writes to disk, and what it gives then. */
  private record Spilled(BatchOperator operator, TextTable input, long budget, List<Row> rows) {}

  private Spilled spilled(String name, SplittableRandom random) {
    BatchOperator operator = OPERATORS.get(name);
    TextTable input = rows(random);
    long budget = operator instanceof GroupBy ? 80_000 : 40_000;
    List<Row> rows = run(operator, input, budget, () -> {});
    assertThat(written).isPositive();
    return new Spilled(operator, input, budget, rows);
  }

  private List<Row> run(Spilled spilled, Runnable read) {
    return run(spilled.operator(), spilled.input(), spilled.budget(), read);
  }

  private void damage(Damage damage) {
    try (Stream<Path> files = Files.walk(room.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        damage.to(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeReadBackIsNamed(Damage damage) {
    Seed.next()
        .run(random -> {
          for (String name : operators()) {
            Spilled spilled = spilled(name, random);
            Throwable thrown = catchThrowable(() -> run(spilled, () -> damage(damage)));
            assertThat(thrown)
                .as(name)
                .isInstanceOfSatisfying(
                    RunException.class,
                    failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SPILL_FAILED))
                .hasNoSuppressedExceptions();
            assertThat(room.folder()).isEmptyDirectory();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("operators")
  void aDiskThatIsFullIsNamed(String name) {
    Seed.next()
        .run(random -> {
          Spilled spilled = spilled(name, random);
          long all = written;
          for (long limit : new long[] {1, random.nextLong(1, all / 4), random.nextLong(1, all)}) {
            options = options.withSpillLimit(limit);
            try {
              assertThat(run(spilled, () -> {})).isEqualTo(spilled.rows());
              assertThat(limit).isGreaterThan(all / 4);
            } catch (RunException failure) {
              assertThat(failure.code()).isEqualTo(ErrorCode.SPILL_FAILED);
              assertThat(failure)
                  .hasMessageContaining("raise RunOptions.withSpillLimit")
                  .hasNoSuppressedExceptions();
            }
            assertThat(room.folder()).isEmptyDirectory();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("operators")
  void anyAllocationMayBeRefused(String name) {
    Seed.next()
        .run(random -> {
          Spilled spilled = spilled(name, random);
          for (int i = 0; i < REFUSALS; i++) {
            refuse(spilled, random.nextInt(1 << random.nextInt(1, 13)));
          }
        });
  }

  private boolean refuse(Spilled spilled, int granted) {
    failing.after(granted);
    boolean thrown = false;
    try {
      assertThat(run(spilled, () -> {})).isEqualTo(spilled.rows());
    } catch (OutOfMemoryException | MemoryLimitException refused) {
      thrown = true;
      assertThat(refused).hasMessageContaining("refused by the test");
    }
    boolean refused = failing.stop();
    assertThat(thrown).isEqualTo(refused);
    assertThat(room.allocator().getAllocatedMemory()).isZero();
    assertThat(room.folder()).isEmptyDirectory();
    return refused;
  }

  /** Keys that go to disk when memory ends may be refused there: no batch is lost then. */
  @Test
  void everyAllocationOfADistinctMayBeRefused() {
    Row[] rows = new Row[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = row((long) i % 1000 * 1_000_003, "text", i);
    }
    TextTable input = Tables.table("k:long, s:utf8, n:int", rows);
    BatchOperator distinct = OPERATORS.get("distinct");
    Spilled spilled = new Spilled(distinct, input, 40_000, run(distinct, input, 40_000, () -> {}));
    // Others in each run: the strides are random.
    Seed.next()
        .run(random -> {
          int granted = 0;
          while (refuse(spilled, granted)) {
            granted += 1 + random.nextInt(1 + granted / 6);
          }
        });
  }
}
