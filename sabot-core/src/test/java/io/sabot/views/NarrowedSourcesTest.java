package io.sabot.views;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.source.Accepted;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/** Sources in memory give the columns that are asked for, and touch no others. */
class NarrowedSourcesTest {
  @Test
  void columnsThatNobodyNeedsAreNotTouched() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            table("a:int, b:utf8, c:double", row(1, "x", 0.5), row(2, "y", 1.5)).root(allocator)) {
      RunContext context =
          new RunContext(
              RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "Test", 1);
      for (Source source : List.of(Sources.batches(List.of(root)), Sources.table(root, 1))) {
        Accepted accepted = source.accept(ScanRequest.columns(List.of("c", "a")));
        assertThat(accepted.columnsTaken()).isTrue();
        Accepted again = accepted.source().accept(ScanRequest.columns(List.of("a")));
        assertThat(again.source().schema().getFields())
            .extracting(Field::getName)
            .containsExactly("a");
        int held = root.getVector("b").getDataBuffer().refCnt();
        try (var reader = again.source().splits().getFirst().open(context);
            var batch = ((Step.Emit) reader.poll()).batch()) {
          assertThat(batch.columns()).hasSize(1);
          assertThat(root.getVector("b").getDataBuffer().refCnt()).isEqualTo(held);
        }
      }
    }
  }
}
