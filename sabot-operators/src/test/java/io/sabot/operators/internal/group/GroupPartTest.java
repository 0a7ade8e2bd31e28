package io.sabot.operators.internal.group;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.max;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupPartTest {
  @Test
  void whoWantsItWrittenComesTooLateOnceItIsLeftToItsOwner() {
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(
              RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "GroupBy", 1);
      GroupShape shape =
          new GroupShape(List.of(col("k")), List.of(max("s")), Tables.schema("k:int, s:utf8"));
      try (GroupPool pool = new GroupPool(shape, context);
          Batch batch =
              Tables.table("k:int, s:utf8", Tables.row(1, "a"), Tables.row(2, "b"))
                  .batch(allocator)) {
        GroupPart open = pool.open();
        GroupPart left = pool.open();
        open.update(batch.columns(), 2);
        left.update(batch.columns(), 2);
        pool.remove(left);
        assertThat(left.spill()).isFalse();
        assertThat(left.count()).isEqualTo(2);
        left.close();
        assertThat(left.spill()).isFalse();
        assertThat(open.spill()).isTrue();
        pool.remove(open);
        open.close();
      }
    }
  }
}
