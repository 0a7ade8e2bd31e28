package io.sabot.examples;

import static io.sabot.Expressions.approximateCountDistinct;
import static io.sabot.Expressions.approximateMedian;
import static io.sabot.Expressions.approximateQuantile;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.expression.Aggregate;
import io.sabot.stream.Stream;
import io.sabot.testkit.Tables;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Without a library that is optional, the plan is refused, and what to add is told. */
class OptionalLibrariesTest {
  @Test
  void approximateAggregatesNameTheirLibrary() {
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = Tables.table("x:int", Tables.row(1)).root(allocator)) {
      Stream stream = Stream.fromBatches(List.of(root));
      for (Aggregate aggregate :
          List.of(
              approximateCountDistinct("x"),
              approximateMedian("x"),
              approximateQuantile("x", 0.9))) {
        assertThatThrownBy(() -> stream.aggregate(aggregate))
            .hasMessageContaining(aggregate.function() + " needs a library of sketches")
            .hasMessageContaining("add org.apache.datasketches:datasketches-java:9.0.0");
      }
    }
  }
}
