package io.sabot.views;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code processBatch} of operators that emit several batches for one. */
@Tag("contract")
class OneBatchTest {
  private static final TextTable TABLE =
      table("n:long, s:utf8", row(0L, "a"), row(1L, "b"), row(2L, null), row(3L, "d"));

  @Test
  void severalResultsBecomeOneBatch() {
    OperatorTester.of(new EachAlone())
        .input(TABLE)
        .expect(row(0L, "a"), row(1L, "b"), row(2L, null), row(3L, "d"))
        .run();
  }

  @Test
  void whateverAllocationIsRefusedNothingStays() {
    FailingAllocation failing = new FailingAllocation();
    int refusals = 0;
    try (TestAllocator allocator = new TestAllocator(failing)) {
      for (boolean refused = true; refused; refusals++) {
        VectorSchemaRoot input = TABLE.root(allocator);
        failing.after(refusals);
        try (input;
            VectorSchemaRoot result = new EachAlone().processBatch(input)) {
          refused = failing.stop();
          assertThat(refused).isFalse();
          assertThat(Rows.of(result).list()).hasSize(4);
        } catch (MemoryLimitException failure) {
          assertThat(failing.stop()).isTrue();
        }
        assertThat(allocator.getAllocatedMemory()).isZero();
      }
    }
    assertThat(refusals).isGreaterThan(8);
  }

  @Test
  void operatorsOfTwoInputsAreRefusedWithTheCure() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot input = Numbers.range(allocator, 0, 3)) {
      assertThatThrownBy(() -> new Two().processBatch(input))
          .hasMessageContaining("call iterator(left, right) with one source per input");
    }
  }

  record Two() implements BatchOperator {
    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }
  }

  /** Each row as a batch of its own, as a selection of the whole. */
  record EachAlone() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new UnaryRun() {
        @Override
        protected void process(Batch batch) {
          try (batch) {
            Batch dense = batch.share().dense(context.allocator());
            try (dense) {
              for (int row = 0; row < dense.length(); row++) {
                emit(dense.share().withSelection(new Selection.Rows(new int[] {row}, 1)));
              }
            }
          }
        }
      };
    }
  }
}
