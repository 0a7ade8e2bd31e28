package io.sabot.stream;

import static io.sabot.Expressions.approximateCountDistinct;
import static io.sabot.Expressions.approximateMedian;
import static io.sabot.Expressions.approximateQuantile;
import static io.sabot.Expressions.median;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sabot.RunOptions;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approximate aggregates over many rows, on one and more threads, in memory and on disk. */
class ApproximateTest {
  private static final int BATCHES = 12;
  private static final int ROWS = 10_000;

  /** Three standard errors of 1.6 %; the values, and so the estimates, are always the same. */
  private static final double COUNT_ERROR = 0.05;

  /** Three times what holds 99 times of 100. */
  private static final double RANK_ERROR = 0.021;

  @TempDir private Path folder;
  private final TestAllocator allocator = new TestAllocator();
  private final List<VectorSchemaRoot> batches = new ArrayList<>();
  private Stream rows;

  @BeforeEach
  void rows() {
    for (int batch = 0; batch < BATCHES; batch++) {
      IntVector few = new IntVector("few", allocator);
      IntVector many = new IntVector("many", allocator);
      BigIntVector value = new BigIntVector("value", allocator);
      Float8Vector number = new Float8Vector("number", allocator);
      for (int row = 0; row < ROWS; row++) {
        long index = (long) batch * ROWS + row;
        few.setSafe(row, (int) (index % 3));
        many.setSafe(row, (int) (index * 7919 % 20_000) * 104_729);
        value.setSafe(row, index / 2);
        // Each number up to the number of rows once, in no order.
        number.setSafe(row, index * 77_773 % (BATCHES * ROWS));
      }
      batches.add(VectorSchemaRoot.of(few, many, value, number));
      batches.getLast().setRowCount(ROWS);
    }
    rows =
        Stream.fromBatches(batches)
            .with(RunOptions.DEFAULTS.withAllocator(allocator).withTemporaryFolder(folder));
  }

  @AfterEach
  void nothingIsLeft() {
    batches.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  private static List<Row> drain(Stream stream) {
    return Rows.drain(stream.iterator()).list();
  }

  @Test
  void manyValuesAreWithinTheBounds() {
    List<Row> counts = null;
    for (int threads : new int[] {1, 2, 8}) {
      List<Row> found =
          drain(
              rows.parallelism(threads)
                  .groupBy("few")
                  .aggregate(
                      approximateCountDistinct("value").as("n"),
                      approximateMedian("number").as("middle"),
                      approximateQuantile("number", 0.99).as("high"))
                  .sort("few"));
      double all = BATCHES * ROWS;
      for (Row row : found) {
        assertThat((long) row.get(1) / (all / 3)).isCloseTo(1, within(COUNT_ERROR));
        assertThat((double) row.get(2) / all).isCloseTo(0.5, within(RANK_ERROR));
        assertThat((double) row.get(3) / all).isCloseTo(0.99, within(RANK_ERROR));
      }
      List<Row> countsNow = found.stream().map(row -> new Row(row.values().subList(0, 2))).toList();
      assertThat(counts == null ? countsNow : counts).isEqualTo(countsNow);
      counts = countsNow;
    }
  }

  @Test
  void totalsAreWithinTheBounds() {
    List<Row> found =
        drain(
            rows.parallelism(2)
                .aggregate(approximateCountDistinct("value"), approximateMedian("number")));
    double all = BATCHES * ROWS;
    assertThat((long) found.getFirst().get(0) / (all / 2)).isCloseTo(1, within(COUNT_ERROR));
    assertThat((double) found.getFirst().get(1) / all).isCloseTo(0.5, within(RANK_ERROR));
  }

  @Test
  void manyGroupsAreTheSameOnDisk() throws Exception {
    Stream groups =
        rows.groupBy("many")
            .aggregate(
                approximateCountDistinct("value").as("n"),
                approximateMedian("number").as("middle"),
                median("number").as("exact"))
            .sort("many");
    List<Row> expected = drain(groups);
    assertThat(expected).hasSize(20_000);
    assertThat(expected).allMatch(row -> row.get(1).equals(6L) && row.get(2).equals(row.get(3)));
    for (int threads : new int[] {1, 2, 8}) {
      Files.setLastModifiedTime(folder, FileTime.fromMillis(0));
      assertThat(drain(groups.with(small(groups)).parallelism(threads))).isEqualTo(expected);
      assertThat(Files.getLastModifiedTime(folder).toMillis()).isPositive();
    }
  }

  private RunOptions small(Stream stream) {
    return stream.options().withMemoryBudget(4L << 20);
  }
}
