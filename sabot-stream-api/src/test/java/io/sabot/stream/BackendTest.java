package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.Backend;
import io.sabot.RunOptions;
import io.sabot.testkit.TestAllocator;
import java.util.List;
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
  void aBackEndMustBeNamed() {
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withBackend(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("backend");
  }
}
