package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.expression.Expression;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.Stage;
import io.sabot.stream.internal.plan.Planner;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A chain taken as one step gives the rows, and the failures, of its verbs one by one. */
@Tag("contract")
class FusionTest {
  private static final int CHAINS = Share.of(300);
  private static final int LARGE_CHAINS = Share.of(20);
  private static final ArrowType INT = new ArrowType.Int(32, true);

  private final TestAllocator allocator = new TestAllocator();
  private final RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
  private final List<VectorSchemaRoot> roots = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  private Stream stream(TextTable... tables) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (TextTable table : tables) {
      batches.add(table.root(allocator));
    }
    roots.addAll(batches);
    return Stream.fromBatches(batches).with(options);
  }

  /** What a run ended in: rows, or a failure without the number of its row. */
  private record Outcome(@Nullable Rows rows, @Nullable String failure) {
    static Outcome of(BatchIterator batches) {
      try {
        return new Outcome(Rows.drain(batches), null);
      } catch (SabotException failure) {
        return new Outcome(null, withoutRow(failure.getMessage()));
      }
    }
  }

  private Outcome asWritten(Stream stream) {
    Stage stage = Planner.stageAsWritten(stream.plan());
    return Outcome.of(Views.iterator(stage, options));
  }

  /**
   * Rows are counted from other starts, and how far an expression is cut depends on their digits.
   */
  private static String withoutRow(String message) {
    return message.replaceFirst(" at row \\d+", "").replaceFirst("( in \"[^\"]{20})[^\"]*", "$1");
  }

  @Test
  void randomChainsOverOneBatchGiveTheSameRowsOrTheSameFailure() {
    Seed.next()
        .run(random -> {
          int failed = 0;
          for (int i = 0; i < CHAINS; i++) {
            int span = random.nextBoolean() ? 5 : 1000;
            Stream source = stream(RandomChains.table(random, random.nextInt(1, 200), span));
            Stream chain = new RandomChains(random, span).chain(source, random.nextInt(1, 8));
            Outcome expected = asWritten(chain);
            Outcome fused = Outcome.of(chain.iterator());
            assertThat(fused.failure()).as(chain.explain()).isEqualTo(expected.failure());
            same(chain, expected, fused);
            failed += expected.failure() == null ? 0 : 1;
          }
          assertThat(failed).isBetween(CHAINS / 20, CHAINS * 9 / 10);
        });
  }

  private static void same(Stream chain, Outcome expected, Outcome fused) {
    if (expected.rows() != null) {
      try {
        expected.rows().assertEquals(fused.rows());
      } catch (AssertionError different) {
        throw new AssertionError(different.getMessage() + " in\n" + chain.explain(), different);
      }
    }
  }

  @Test
  void randomChainsOverManyBatchesGiveTheSameRowsOrFailBoth() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CHAINS / 4; i++) {
            Stream source = stream(tables(random));
            Stream chain = new RandomChains(random, 1000).chain(source, random.nextInt(1, 6));
            Outcome expected = asWritten(chain);
            Outcome fused = Outcome.of(chain.iterator());
            assertThat(fused.failure() == null)
                .as(chain.explain() + fused + expected)
                .isEqualTo(expected.failure() == null);
            same(chain, expected, fused);
          }
        });
  }

  private static TextTable[] tables(SplittableRandom random) {
    TextTable[] tables = new TextTable[random.nextInt(1, 5)];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = RandomChains.table(random, random.nextInt(0, 300), 1000);
    }
    return tables;
  }

  @Test
  void randomChainsOverLargeBatchesGiveTheSameRowsOrFailBoth() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < LARGE_CHAINS; i++) {
            int rows = random.nextInt(15_000, 50_000);
            Stream source = stream(RandomChains.table(random, rows, 1000));
            RandomChains chains = new RandomChains(random, 1000);
            // Behind a limit a chain of its own begins, over rows that are only selected.
            Stream begun = random.nextBoolean() ? source : chains.chain(source, 2).limit(40_000);
            Stream chain = chains.chain(begun, random.nextInt(1, 6));
            Outcome expected = asWritten(chain);
            Outcome fused = Outcome.of(chain.iterator());
            assertThat(fused.failure() == null)
                .as(chain.explain() + fused + expected)
                .isEqualTo(expected.failure() == null);
            same(chain, expected, fused);
          }
        });
  }

  @Test
  void slicesOfWhichNoRowIsLeftKeepTheirPlace() {
    Row[] rows = new Row[70_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, i % 11 == 0 ? null : i / 2.0, i % 2 == 0);
    }
    Stream source = stream(table("n:int, x:double, b:bool", rows));
    for (Expression kept :
        List.of(
            col("n").ge(40_000).and(col("b")),
            col("n").lt(20_000),
            col("n").lt(30_000).or(col("n").gt(69_990)),
            col("n").rem(100).eq(7),
            col("n").ge(20_000).and(col("n").rem(100).eq(7)))) {
      Stream chain =
          source
              .filter(kept)
              .withColumn("y", col("x").times(2).plus(col("n")))
              .withColumn("z", col("y").gt(50_000).or(col("b")));
      same(chain, asWritten(chain), Outcome.of(chain.iterator()));
    }
  }

  private static TextTable numbers() {
    return table("n:int, s:utf8", row(0, "7"), row(1, "8"), row(null, "x"), row(2, "9"));
  }

  @Test
  void aColumnFailsForRowsThatALaterFilterDrops() {
    Stream chain =
        stream(numbers()).withColumn("y", lit(10).intDiv(col("n"))).filter(col("n").gt(0));
    assertThatThrownBy(chain::toList)
        .hasMessageContaining("WithColumns: a divisor must differ from 0")
        .hasMessageContaining("10 // 0 in \"10 // n\" at row 0")
        .hasMessageContaining("FusionTest.java:");
    Stream unread = chain.select("s");
    assertThatThrownBy(unread::toList).hasMessageContaining("WithColumns");
  }

  @Test
  void aColumnDoesNotFailForRowsThatAnEarlierFilterDropped() {
    Stream chain =
        stream(numbers())
            .filter(col("n").gt(0))
            .withColumn("y", lit(10).intDiv(col("n")))
            .withColumn("z", col("s").cast(INT).plus(col("y")));
    Rows.assertRows(chain.iterator(), row(1, "8", 10, 18), row(2, "9", 5, 14));
  }

  @Test
  void conjunctsStayTogetherWhereTheRightSideMayFailForANull() {
    Stream chain = stream(numbers()).filter(col("n").gt(0).and(col("s").cast(INT).gt(8)));
    assertThatThrownBy(chain::toList).hasMessageContaining("Filter").hasMessageContaining("'x'");
    Stream apart = stream(numbers()).filter(col("n").gt(0)).filter(col("s").cast(INT).gt(8));
    Rows.assertRows(apart.iterator(), row(2, "9"));
  }

  @Test
  void aNullThatIsAConstantHidesNoFailure() {
    Stream chain =
        stream(numbers())
            .withColumn("k", lit("x").tryCast(INT))
            .filter(col("k").gt(lit(1).intDiv(col("n"))).or(col("k").isNull()));
    assertThatThrownBy(chain::toList).hasMessageContaining("1 // 0");
    Stream text =
        stream(numbers())
            .withColumn("k", lit(null).cast(ArrowType.Utf8.INSTANCE))
            .select(concat(col("k"), lit(1).intDiv(col("n")).cast(ArrowType.Utf8.INSTANCE)));
    assertThatThrownBy(text::toList).hasMessageContaining("1 // 0");
  }

  @Test
  void whatIsPlannedOnceIsNotPlannedAgain() {
    Stream chain = stream(numbers()).filter(col("n").gt(0)).withColumn("m", col("n").plus(1));
    Stage planned = chain.stage();
    assertThat(chain.toList()).hasSize(2);
    assertThat(chain.count()).isEqualTo(2);
    assertThat(chain.stage()).isSameAs(planned);
  }

  @Test
  void failuresShowTheNamesTheyWereWrittenWith() {
    Stream chain =
        stream(numbers())
            .select(col("n").plus(1).as("m"), col("s"))
            .filter(col("m").gt(1))
            .withColumn("k", col("m").times(Integer.MAX_VALUE));
    assertThatThrownBy(chain::toList)
        .hasMessageContaining("2 * 2147483647 in \"m * 2147483647\" at row 1");
  }

  @Test
  void whatIsNotComputedIsNotMoved() {
    VectorSchemaRoot root = numbers().root(allocator);
    roots.add(root);
    Stream source = Stream.fromBatches(List.of(root)).with(options);
    Stream chain =
        source
            .filter(col("s").ne("nobody"))
            .withColumn("m", col("n").plus(1))
            .select(col("m"), col("s").as("t"), col("n"))
            .filter(col("t").isNotNull());
    try (BatchIterator batches = chain.iterator();
        VectorSchemaRoot batch = batches.next()) {
      assertThat(addresses(batch.getVector("t"))).isEqualTo(addresses(root.getVector("s")));
      assertThat(addresses(batch.getVector("n"))).isEqualTo(addresses(root.getVector("n")));
    }
  }

  private static List<Long> addresses(FieldVector vector) {
    return vector.getFieldBuffers().stream().map(buffer -> buffer.memoryAddress()).toList();
  }

  @Test
  void explainShowsTheStepAndWhatItDoesInOrder() {
    String text =
        stream(numbers())
            .filter(col("n").gt(0))
            .withColumn("m", col("n").minus(1))
            .select("m")
            .limit(3)
            .parallelism(1)
            .explain();
    assertThat(text.replaceAll(" \\[(vector|scalar.*?)]", ""))
        .startsWith(
            """
            Limit[rows=3]
              Coalesce[]
                Pipeline
                    Filter n > 0
                    WithColumns [n - 1 as m]
                    Select [m]
                  Scan[batches, columns=[n],\
            """);
  }
}
