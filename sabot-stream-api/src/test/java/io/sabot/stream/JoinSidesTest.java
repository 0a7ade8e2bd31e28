package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.source.Sources;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which side of a join is kept, and that nobody sees it in the rows. */
class JoinSidesTest {
  private static final int MANY = 100_000;

  private LeakCheck leaks;
  private TestAllocator allocator;
  private VectorSchemaRoot few;
  private VectorSchemaRoot many;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin();
    allocator = new TestAllocator();
    few = table("k:int, a:utf8", row(7, "seven"), row(3, "three"), row(-1, "none")).root(allocator);
    Row[] rows = IntStream.range(0, MANY).mapToObj(i -> row(i, i % 5)).toArray(Row[]::new);
    many = table("k:int, b:int", rows).root(allocator);
  }

  @AfterEach
  void nothingIsLeft() {
    few.close();
    many.close();
    allocator.close();
    leaks.close();
  }

  private Stream few() {
    return Stream.from(Sources.table(few, 1024));
  }

  private Stream many() {
    return Stream.from(Sources.table(many, 1024));
  }

  private Rows rows(Stream stream) {
    return Rows.drain(stream.with(stream.options().withAllocator(allocator)).iterator());
  }

  private static void keepsLeft(Stream stream) {
    assertThat(stream.explain()).contains("keeps left: at most 3 rows, the right about 100,000]");
  }

  private static void keepsRight(Stream stream) {
    assertThat(stream.explain()).contains("HashJoin[").doesNotContain("keeps left");
  }

  @Test
  void theSmallerSideIsKeptWhereOrderIsFree() {
    Stream joined = few().join(many(), using("k"));
    keepsRight(joined);
    assertThat(joined.explain())
        .contains("keeps right: left rows keep their order; unordered() would keep the left");
    keepsLeft(joined.unordered());
    keepsLeft(joined.unordered().sort(asc("k")).limit(10));
    rows(joined).assertEquals(row(7, "seven", 2), row(3, "three", 3));
    rows(joined.unordered()).unordered().assertEquals(row(7, "seven", 2), row(3, "three", 3));
    keepsRight(many().join(few(), using("k")).unordered());
  }

  @Test
  void groupsDoNotFollowOrder() {
    Stream joined = few().fullJoin(many(), using("k"));
    Stream total = joined.aggregate(count().as("n"), sum("b").as("s"));
    keepsLeft(total);
    rows(total).assertEquals(row((long) MANY + 1, 2L * MANY));
    Stream groups = joined.filter(col("k").lt(3)).groupBy("a").aggregate(count().as("n"));
    keepsLeft(groups);
    rows(groups).unordered().assertEquals(row(null, 3L), row("none", 1L));
    // The first value of a group does.
    keepsRight(joined.aggregate(first("b").as("f")));
    // So do the rows that a limit lets through.
    keepsRight(joined.limit(5).aggregate(count().as("n")));
  }

  @Test
  void semiAndAntiJoinsKeepTheirOrderEitherWay() {
    Stream semi = few().semiJoin(many(), using("k"));
    keepsLeft(semi);
    rows(semi).assertEquals(row(7, "seven"), row(3, "three"));
    Stream anti = few().antiJoin(many(), using("k"));
    keepsLeft(anti);
    rows(anti).assertEquals(row(-1, "none"));
    // Of their right side only the values count.
    Stream inner = few().join(many(), using("k"));
    keepsLeft(many().semiJoin(inner, using("k")));
    rows(many().semiJoin(inner, using("k"))).assertEquals(row(3, 3), row(7, 2));
  }

  @Test
  void whatIsNotKnownOrMayFailStaysAsWritten() {
    Stream filtered = many().filter(col("b").gt(100));
    // A filter may keep next to nothing; ten thousand rows are expected.
    assertThat(few().join(filtered, using("k")).unordered().explain())
        .contains("keeps left: at most 3 rows, the right about 10,000]");
    keepsRight(few().join(filtered.filter(col("k").gt(5)).distinct(), using("k")).unordered());
    keepsRight(few().join(many().join(few(), using("k")), using("k", "a")).unordered());
    keepsRight(few().join(many(), using("k"), lit(10).intDiv(col("b")).gt(2)).unordered());
    keepsLeft(few().join(many(), using("k"), col("b").gt(2)).unordered());
  }

  /** A hundred thousand rows do not fit; three do. */
  @Test
  void keepingTheSmallerSideTakesLittleMemory() {
    Stream joined = few().join(many(), using("k"));
    RunOptions little =
        RunOptions.DEFAULTS.withAllocator(allocator).withMemoryBudget(256 * 1024).withSpillLimit(1);
    assertThatThrownBy(() -> rows(joined.with(little))).isInstanceOf(SabotException.class);
    rows(joined.with(little).unordered())
        .unordered()
        .assertEquals(List.of(row(7, "seven", 2), row(3, "three", 3)));
  }
}
