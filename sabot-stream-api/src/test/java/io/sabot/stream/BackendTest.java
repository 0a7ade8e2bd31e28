package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.Backend;
import io.sabot.RunOptions;
import io.sabot.operators.internal.gandiva.GandivaLibrary;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What computes an expression is chosen by options and shown by the plan. */
@Tag("contract")
class BackendTest {
  private static final String KERNELS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? "[vector]"
          : "[scalar: add --add-modules jdk.incubator.vector]";

  private static List<String> lines(Stream stream) {
    return stream.explain().lines().map(String::strip).toList();
  }

  @Test
  void explainSaysWhatComputesAStep() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = table("price:double, tax:double", row(1.5, 2.5)).root(allocator)) {
      Stream prices = Stream.fromBatches(List.of(root));
      RunOptions kernels = RunOptions.DEFAULTS.withBackend(Backend.KERNELS);
      Stream gross =
          prices
              .withColumn("gross", col("price").plus(col("tax")))
              .filter(col("gross").gt(2))
              .select("gross")
              .with(kernels);
      assertThat(lines(gross))
          .contains("Filter gross > 2 " + KERNELS)
          .contains("WithColumns [price + tax as gross] " + KERNELS)
          .contains("Select [gross]");
    }
  }

  @Test
  void gandivaTakesWhatItAnswersLikeTheKernels() {
    if (GandivaLibrary.absence() != null) {
      return;
    }
    RunOptions gandiva = RunOptions.DEFAULTS.withBackend(Backend.GANDIVA);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            table("price:double, count:int, name:utf8", row(1.5, 1, "a'"), row(Double.NaN, 2, "b"))
                .root(allocator)) {
      Stream orders =
          Stream.fromBatches(List.of(root))
              .withColumn("gross", col("price").times(2.0))
              .filter(col("gross").gt(2))
              .withColumn("next", col("count").plus(1))
              .filter(col("name").ne("it's"))
              .with(gandiva.withAllocator(allocator));
      String kernels = KERNELS.substring(0, KERNELS.length() - 1);
      assertThat(lines(orders))
          .contains("WithColumns [price * 2.0 as gross] [gandiva]")
          .contains("Filter gross > 2 [gandiva]")
          .contains(
              "WithColumns [count + 1 as next] " + kernels + ", gandiva: integers wrap around]")
          .contains("Filter name <> 'it''s' " + kernels + ", gandiva: no quotes in literals]");
      Rows.assertRows(
          orders.iterator(), row(1.5, 1, "a'", 3.0, 2), row(Double.NaN, 2, "b", Double.NaN, 3));
    }
  }

  @Test
  void decimalsChangeToGandivaAfterManyRows() {
    int rows = 1 << 16;
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = decimals(allocator, rows)) {
      Stream sums =
          Stream.fromBatches(Collections.nCopies(70, root))
              .select(col("x").plus(col("x")).as("sum"))
              .with(RunOptions.DEFAULTS.withAllocator(allocator));
      assertThat(lines(sums).getFirst())
          .contains(
              GandivaLibrary.missing() == null
                  ? ", gandiva after many rows]"
                  : ", gandiva absent: add org.apache.arrow.gandiva:arrow-gandiva:15.0.0]");
      long[] seen = {0};
      sums.forEach(batch -> {
        DecimalVector sum = (DecimalVector) batch.getVector("sum");
        assertThat(sum.getObject(0)).isEqualTo(new BigDecimal("0.00"));
        assertThat(sum.getObject(rows - 1)).isEqualTo(new BigDecimal("1310.70"));
        assertThat(sum.isNull(7)).isTrue();
        seen[0] += batch.getRowCount();
      });
      assertThat(seen[0]).isEqualTo(70L * rows);
    }
  }

  private static VectorSchemaRoot decimals(TestAllocator allocator, int rows) {
    DecimalVector x = new DecimalVector("x", allocator, 12, 2);
    x.allocateNew(rows);
    for (int row = 0; row < rows; row++) {
      x.set(row, BigDecimal.valueOf(row, 2));
    }
    x.setNull(7);
    x.setValueCount(rows);
    return VectorSchemaRoot.of(x);
  }

  @Test
  void aBackEndMustBeNamed() {
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withBackend(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("backend");
  }
}
