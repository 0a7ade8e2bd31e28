package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.plan.Plan;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Sources;
import io.sabot.stream.internal.plan.Planner;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that a join drops for want of a key are dropped before others work on them. */
class EarlyKeysTest {
  private static final int ROWS = 80_000;

  private LeakCheck leaks;
  private TestAllocator allocator;
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private Stream fact;
  private Stream wide;
  private Stream few;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin();
    allocator = new TestAllocator();
    fact =
        stream(
            "a:int, b:long, v:int",
            IntStream.range(0, ROWS)
                .mapToObj(
                    i -> row(i % 11 == 0 ? null : i % 500, i % 7 == 0 ? null : i % 1000L, i)));
    wide =
        stream(
            "a:int, w:utf8, c:int",
            IntStream.range(0, 600).mapToObj(i -> row(i % 550, "w" + i, i % 90)));
    few = stream("b:int, x:utf8", IntStream.of(3, 5, 3, 2000).mapToObj(i -> row(i, "x" + i)));
  }

  private Stream stream(String schema, java.util.stream.Stream<Row> rows) {
    TextTable table = table(schema, rows.toArray(Row[]::new));
    roots.add(table.root(allocator));
    return Stream.from(Sources.table(roots.getLast(), 4096));
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  private static Stream join(Stream left, Stream right, JoinKind kind, String key) {
    return switch (kind) {
      case INNER -> left.join(right, using(key));
      case LEFT -> left.leftJoin(right, using(key));
      case RIGHT -> left.rightJoin(right, using(key));
      case FULL -> left.fullJoin(right, using(key));
      case SEMI -> left.semiJoin(right, using(key));
      case ANTI -> left.antiJoin(right, using(key));
    };
  }

  private Rows asWritten(Plan plan) {
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withParallelism(1);
    try (BatchIterator batches = Views.iterator(Planner.stageAsWritten(plan), options)) {
      return Rows.drain(batches);
    }
  }

  /** The same rows as without a filter, on some threads, in their order where there is one. */
  private void check(Stream stream) {
    Rows expected = asWritten(stream.plan());
    for (int threads : new int[] {1, 2, 8}) {
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withParallelism(threads);
      Rows.drain(stream.with(options).iterator()).assertEquals(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutAPairGoBeforeTheJoinBelow(JoinKind kind) {
    Stream joined = join(fact.join(wide, using("a")), few, kind, "b");
    boolean drops = kind == JoinKind.INNER || kind == JoinKind.RIGHT || kind == JoinKind.SEMI;
    assertThat(joined.explain().contains("key filter 1]")).isEqualTo(drops);
    assertThat(joined.explain().contains("NeededKeys[filter=1, columns=[b]]")).isEqualTo(drops);
    check(joined);
  }

  @ParameterizedTest
  @EnumSource
  void notAllJoinsLetThemPass(JoinKind below) {
    Stream joined = join(fact, wide, below, "a").join(few, using("b"));
    boolean passes = below != JoinKind.RIGHT && below != JoinKind.FULL;
    assertThat(joined.explain().contains("NeededKeys")).isEqualTo(passes);
    check(joined);
  }

  @Test
  void rowsOfTheOtherSideGoWhereOnlyPairsComeOut() {
    Stream named = few.select(col("b").as("c"), col("x"));
    Stream joined = fact.join(wide, using("a")).join(named, using("c"));
    assertThat(joined.explain())
        .containsPattern("HashJoin.*\\n +HashJoin.*\\n +Scan.*\\n +NeededKeys");
    check(joined);
    Stream left = fact.leftJoin(wide, using("a")).join(named, using("c"));
    assertThat(left.explain()).doesNotContain("NeededKeys");
    check(left);
  }

  @Test
  void sortsHaveLessToDo() {
    Stream joined = fact.sort(asc("v")).join(few, using("b"));
    assertThat(joined.explain()).containsPattern("Sort.*\\n +NeededKeys");
    check(joined);
  }

  @Test
  void namesAreFollowedDownToWhereAKeyIsMade() {
    Stream moved = fact.join(wide, using("a")).select(col("b").as("k"), col("w"));
    Stream keys = few.select(col("b").as("k"), col("x"));
    assertThat(moved.join(keys, using("k")).explain())
        .contains("NeededKeys[filter=1, columns=[b]]");
    check(moved.join(keys, using("k")));
    Stream made = fact.join(wide, using("a")).withColumn("b", col("b").plus(1));
    assertThat(made.join(few, using("b")).explain()).doesNotContain("NeededKeys");
    Stream mayFail = fact.join(wide, using("a")).withColumn("q", lit(1).intDiv(col("v")));
    assertThat(mayFail.join(few, using("b")).explain()).doesNotContain("NeededKeys");
    Stream nothingBetween = fact.filter(col("v").gt(3)).join(few, using("b"));
    assertThat(nothingBetween.explain()).doesNotContain("NeededKeys").doesNotContain("key filter");
    check(nothingBetween);
  }

  @Test
  void eachJoinHasAFilterOfItsOwn() {
    Stream two = stream("a:int, y:int", IntStream.of(7, 8).mapToObj(i -> row(i, i)));
    Stream joined = fact.join(wide, using("a")).join(few, using("b")).join(two, using("a"));
    assertThat(joined.explain())
        .contains("NeededKeys[filter=1, columns=[a]]")
        .contains("NeededKeys[filter=2, columns=[b]]");
    check(joined);
  }
}
