package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.operator.BatchIterator;
import io.sabot.operators.HashJoin.Kept;
import io.sabot.operators.HashJoin.Side;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.testkit.FailingSource;
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
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A join whose right side memory does not hold gives the same rows by way of disk. */
@Timeout(300)
class SpilledJoinTest {
  private static final int CASES = Integer.getInteger("sabot.spilled.joins", 40);
  private static final long BUDGET = 40 * 1024;

  private final TestAllocator allocator = new TestAllocator();
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options =
        RunOptions.DEFAULTS
            .withAllocator(allocator)
            .withTemporaryFolder(folder)
            .withBatchBytes(2048);
  }

  @AfterEach
  void nothingIsLeft() {
    closeRoots();
    allocator.close();
    leaks.close();
  }

  private void closeRoots() {
    roots.forEach(VectorSchemaRoot::close);
    roots.clear();
  }

  private Source source(TextTable rows, int batch) {
    List<VectorSchemaRoot> parts = new ArrayList<>();
    for (int at = 0; at == 0 || at < rows.rows().size(); at += batch) {
      parts.add(rows.slice(at, Math.min(batch, rows.rows().size() - at)).root(allocator));
    }
    roots.addAll(parts);
    return Sources.batches(parts);
  }

  private static TextTable rows(String schema, int count, int keys, SplittableRandom random) {
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      Integer key = random.nextInt(10) == 0 ? null : random.nextInt(keys);
      String text = random.nextInt(10) == 0 ? null : "é".repeat(random.nextInt(12)) + i % 7;
      rows[i] = row(key, text, random.nextInt(100));
    }
    return table(schema, rows);
  }

  private static TextTable left(int count, int keys, SplittableRandom random) {
    return rows("k:int, t:utf8, x:int", count, keys, random);
  }

  private static TextTable right(int count, int keys, SplittableRandom random) {
    return rows("k:long, t:utf8, y:int", count, keys, random);
  }

  private Rows pull(HashJoin join, RunOptions with, Source left, Source right) {
    try (BatchIterator batches =
        join.kept().side() == Side.RIGHT
            ? join.iterator(with, left, right)
            : join.iterator(with, right, left)) {
      return Rows.drain(batches);
    }
  }

  /** Rows of the side that is kept come last where they have no pair, in no promised order. */
  private static void assertSame(HashJoin join, Rows actual, Rows expected) {
    boolean ordered =
        switch (join.kind()) {
          case INNER, SEMI, ANTI -> true;
          case LEFT -> join.kept().side() == Side.RIGHT;
          case RIGHT -> join.kept().side() == Side.LEFT;
          case FULL -> false;
        };
    (ordered ? actual : actual.unordered()).assertEquals(expected);
  }

  private static HashJoin keepsLeft(JoinKind kind, JoinKeys keys, Expression condition) {
    return new HashJoin(kind, keys, condition, new Kept(Side.LEFT, "the test"));
  }

  private void compare(HashJoin join, Source left, Source right, SplittableRandom random) {
    Rows expected = pull(join, options, left, right);
    for (int threads : new int[] {1, random.nextBoolean() ? 2 : 8}) {
      RunOptions few = options.withMemoryBudget(BUDGET).withParallelism(threads);
      assertSame(join, pull(join, few, left, right), expected);
      assertThat(folder).isEmptyDirectory();
    }
  }

  private void assertSpills(HashJoin join, Source left, Source right) {
    RunOptions none = options.withMemoryBudget(BUDGET).withSpillLimit(1);
    assertThatThrownBy(() -> pull(join, none, left, right))
        .isInstanceOfSatisfying(
            SabotException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SPILL_FAILED));
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreTheSame(JoinKind kind) {
    Seed.next()
        .run(random -> {
          HashJoin join = new HashJoin(kind, using("k"));
          Source left = source(left(1500, 2000, random), 100);
          Source right = source(right(4000, 2000, random), 100);
          assertSpills(join, left, right);
          compare(join, left, right, random);
        });
  }

  @ParameterizedTest
  @EnumSource
  void conditionsAreTheSame(JoinKind kind) {
    Seed.next()
        .run(random -> {
          HashJoin join = new HashJoin(kind, using("k"), col("x").lt(col("y")));
          Source left = source(left(1500, 500, random), 100);
          Source right = source(right(4000, 500, random), 100);
          assertSpills(join, left, right);
          compare(join, left, right, random);
        });
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreTheSameWhereTheLeftSideIsKept(JoinKind kind) {
    Seed.next()
        .run(random -> {
          Expression condition = random.nextBoolean() ? null : col("x").lt(col("y"));
          HashJoin join = keepsLeft(kind, using("k"), condition);
          Source left = source(left(4000, 1000, random), 100);
          Source right = source(right(1500, 1000, random), 100);
          assertSpills(join, left, right);
          compare(join, left, right, random);
          Rows other = pull(new HashJoin(kind, using("k"), condition), options, left, right);
          pull(join, options, left, right).unordered().assertEquals(other);
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneKeyOfManyLeftRowsIsReadInBlocks(JoinKind kind) {
    Seed.next()
        .run(random -> {
          Expression condition = random.nextBoolean() ? null : col("y").eq(col("x"));
          HashJoin join = keepsLeft(kind, using("k"), condition);
          Source left = source(left(4000, 2, random), 100);
          Source right = source(right(40, 2, random), 10);
          assertSpills(join, left, right);
          compare(join, left, right, random);
        });
  }

  /** More rows of one key than memory holds. */
  @ParameterizedTest
  @EnumSource
  void oneKeyOfManyRowsIsReadInBlocks(JoinKind kind) {
    Seed.next()
        .run(random -> {
          Expression condition = random.nextBoolean() ? null : col("y").eq(col("x"));
          HashJoin join = new HashJoin(kind, using("k"), condition);
          Source left = source(left(40, 2, random), 10);
          Source right = source(right(4000, 2, random), 100);
          assertSpills(join, left, right);
          compare(join, left, right, random);
        });
  }

  @Test
  void randomJoinsAreTheSame() {
    for (int i = 0; i < CASES; i++) {
      Seed.next().run(this::random);
      closeRoots();
    }
  }

  private void random(SplittableRandom random) {
    JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
    JoinKeys keys = random.nextBoolean() ? using("k") : using("k", "t");
    Expression condition = random.nextInt(3) > 0 ? null : col("x").lt(col("y"));
    int different = 1 << random.nextInt(1, 12);
    int lefts = random.nextInt(4) == 0 ? 0 : random.nextInt(200);
    int rights = random.nextInt(5) == 0 ? 0 : random.nextInt(3000);
    Source left = source(left(lefts, different, random), random.nextInt(1, 100));
    Source right = source(right(rights, different, random), random.nextInt(1, 100));
    compare(
        random.nextBoolean()
            ? new HashJoin(kind, keys, condition)
            : keepsLeft(kind, keys, condition),
        left,
        right,
        random);
  }

  @Test
  void aFailureHalfWayLeavesNothing() {
    Seed.next()
        .run(random -> {
          HashJoin join = new HashJoin(JoinKind.FULL, using("k"));
          RunOptions few = options.withMemoryBudget(BUDGET);
          Source left = source(left(500, 2000, random), 100);
          Source right = source(right(4000, 2000, random), 100);
          assertThatThrownBy(() -> pull(join, few, FailingSource.after(3, left), right))
              .isInstanceOf(SabotException.class);
          assertThatThrownBy(() -> pull(join, few, left, FailingSource.after(30, right)))
              .isInstanceOf(SabotException.class);
          try (BatchIterator batches = join.iterator(few, left, right)) {
            batches.next().close();
            assertThat(folder).isNotEmptyDirectory();
          }
          assertThat(folder).isEmptyDirectory();
        });
  }

  /** There is no disk small enough to help where one batch is too much. */
  @Test
  void memoryForLessThanABatchIsRefused() {
    Seed.next()
        .run(random -> {
          HashJoin join = new HashJoin(JoinKind.INNER, using("k"));
          Source left = source(left(50, 20, random), 100);
          Source right = source(right(400, 20, random), 100);
          assertThatThrownBy(() -> pull(join, options.withMemoryBudget(500), left, right))
              .isInstanceOf(MemoryLimitException.class)
              .hasMessageContaining("raise RunOptions.withMemoryBudget")
              .hasMessageContaining("HashJoin build side");
        });
  }
}
