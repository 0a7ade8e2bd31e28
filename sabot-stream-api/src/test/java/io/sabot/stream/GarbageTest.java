package io.sabot.stream;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sabot.Backend;
import io.sabot.RunOptions;
import io.sabot.expression.Types;
import io.sabot.testkit.TestAllocator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a warm run leaves to the collector: no object for a row, only the numbers of the rows that a
 * filter has left where something is gathered, and no more for a batch where the table has more
 * columns than are asked for.
 */
class GarbageTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int WARM_UPS = 300;
  private static final int BATCHES = 16;
  private static final int FEW_ROWS = 1_000;
  private static final int MANY_ROWS = 20_000;

  /** For a row: less than the smallest object. */
  private static final long BYTES_OF_NUMBERS = 8;

  /** Bytes of a batch that may differ by how far the code is compiled. */
  private static final long TOLERANCE = 1024;

  enum Question {
    NUMBERS(s ->
        s.filter(col("d0").gt(50.0).and(col("d1").lt(90.0)))
            .withColumn("tax", col("d0").times(0.03).plus(col("d1")))
            .aggregate(sum("tax").as("n"))),
    CHOICES(s ->
        s.withColumn("x", coalesce(col("d0"), col("d1")).cast(Types.INT64))
            .aggregate(sum("x").as("n"))),
    TEXT(s -> s.filter(col("text").upper().substring(2, 3).like("%E%")).aggregate(count().as("n")));

    private final UnaryOperator<Stream> verbs;

    Question(UnaryOperator<Stream> verbs) {
      this.verbs = verbs;
    }
  }

  @ParameterizedTest
  @EnumSource(Question.class)
  void columnsThatNobodyAsksForLeaveNothing(Question question) {
    try (TestAllocator allocator = new TestAllocator()) {
      long few = garbage(allocator, question, 3, FEW_ROWS);
      long many = garbage(allocator, question, 60, FEW_ROWS);
      assertThat(many).isLessThan(few + TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource(Question.class)
  void rowsLeaveNumbersAtTheMost(Question question) {
    try (TestAllocator allocator = new TestAllocator()) {
      long few = garbage(allocator, question, 3, FEW_ROWS);
      long many = garbage(allocator, question, 3, MANY_ROWS);
      assertThat(many - few).isLessThan((MANY_ROWS - FEW_ROWS) * BYTES_OF_NUMBERS);
    }
  }

  /**
   * Bytes that a run leaves for each batch: the least of some runs, the others were less compiled.
   */
  private static long garbage(TestAllocator allocator, Question question, int columns, int rows) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(batch(allocator, columns, rows));
    }
    try {
      RunOptions options =
          RunOptions.DEFAULTS.withAllocator(allocator).withBackend(Backend.KERNELS);
      Stream all = question.verbs.apply(Stream.fromBatches(batches)).with(options);
      Stream half =
          question.verbs.apply(Stream.fromBatches(batches.subList(0, BATCHES / 2))).with(options);
      long most = Long.MAX_VALUE;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < WARM_UPS; i++) {
        most = Math.min(most, bytes(all));
        least = Math.min(least, bytes(half));
      }
      return (most - least) / (BATCHES / 2);
    } finally {
      batches.forEach(VectorSchemaRoot::close);
    }
  }

  private static long bytes(Stream stream) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    stream.toList();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static VectorSchemaRoot batch(TestAllocator allocator, int columns, int rows) {
    List<FieldVector> vectors = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      Float8Vector values = new Float8Vector("d" + column, allocator);
      values.allocateNew(rows);
      for (int row = 0; row < rows; row++) {
        if ((row + column) % 20 > 0) {
          values.set(row, (row * 31 + column) % 100);
        }
      }
      values.setValueCount(rows);
      vectors.add(values);
    }
    VarCharVector text = new VarCharVector("text", allocator);
    for (int row = 0; row < rows; row++) {
      text.setSafe(row, ("one text " + row).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    text.setValueCount(rows);
    vectors.add(text);
    return new VectorSchemaRoot(vectors);
  }
}
