package io.sabot.operators.internal.join;

import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.expression.Constant;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.ColumnBounds;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of the keys of a build side before rows come to it. */
class BuildKeysTest {
  private static void with(TextTable rows, Consumer<BuildKeys> test) {
    RunOptions options = RunOptions.DEFAULTS;
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(options, allocator, new MemoryBudget(Long.MAX_VALUE), "test", 1);
      JoinShape shape = new JoinShape(JoinKind.INNER, using("k"), rows.schema(), rows.schema());
      try (BuildSide build = new BuildSide(shape, context)) {
        build.add(rows.batch(allocator));
        build.finish();
        test.accept(new BuildKeys(build, shape.buildKeys));
      }
    }
  }

  private static ColumnBounds bounds(long low, long high) {
    return new ColumnBounds(Constant.of(low), Constant.of(high), OptionalLong.of(0), 100);
  }

  private static final ColumnBounds NULLS = new ColumnBounds(null, null, OptionalLong.of(9), 9);
  private static final ColumnBounds UNKNOWN =
      new ColumnBounds(null, null, OptionalLong.empty(), 100);

  @Test
  void fewKeysAreKnownOneByOne() {
    with(
        table("k:int", row(10), row((Object) null), row(90), row(10)),
        keys -> {
          assertThat(keys.meets(0, bounds(0, 10))).isTrue();
          assertThat(keys.meets(0, bounds(90, 95))).isTrue();
          assertThat(keys.meets(0, bounds(11, 89))).isFalse();
          assertThat(keys.meets(0, bounds(91, 200))).isFalse();
          assertThat(keys.meets(0, UNKNOWN)).isTrue();
          assertThat(keys.meets(0, NULLS)).isFalse();
        });
  }

  @Test
  void ofManyOnlyTheFirstAndTheLast() {
    Row[] rows = IntStream.range(0, 2000).mapToObj(i -> row(2L * i)).toArray(Row[]::new);
    with(
        table("k:long", rows),
        keys -> {
          assertThat(keys.meets(0, bounds(-5, -1))).isFalse();
          assertThat(keys.meets(0, bounds(-5, 0))).isTrue();
          assertThat(keys.meets(0, bounds(1001, 1001))).isTrue();
          assertThat(keys.meets(0, bounds(3999, 5000))).isFalse();
        });
  }

  @Test
  void noKeyMeetsNothingAndTextMayBeAnywhere() {
    with(
        table("k:int", row((Object) null)),
        keys -> assertThat(keys.meets(0, bounds(0, 10))).isFalse());
    with(table("k:utf8", row("a")), keys -> assertThat(keys.meets(0, UNKNOWN)).isTrue());
  }

  @Test
  void aFilterThatKeepsNearlyAllIsGivenUp() {
    with(
        table("k:int", row(1)),
        keys -> {
          keys.note(1000, 1000);
          assertThat(keys.pays()).isTrue();
          keys.note(50_000, 30_000);
          assertThat(keys.pays()).isTrue();
          keys.note(50_000, 50_000);
          assertThat(keys.pays()).isFalse();
          assertThat(keys).hasToString("81,000 of 101,000 rows kept, given up");
        });
  }
}
