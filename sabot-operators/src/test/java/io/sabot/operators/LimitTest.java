package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.source.Sources;
import io.sabot.testkit.CountingSource;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("contract")
class LimitTest {
  private static final TextTable FIVE =
      table("x:int, s:utf8", row(1, "a"), row(2, null), row(null, "c"), row(4, "d"), row(5, "e"));

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 5, 6, Long.MAX_VALUE})
  void givesTheFirstRows(long rows) {
    OperatorTester.of(new Limit(rows))
        .input(FIVE)
        .expect(FIVE.rows().stream().limit(rows).toArray(Row[]::new))
        .expectSchema("x:int, s:utf8")
        .run();
  }

  @Test
  void readsNoMoreThanItNeedsAndClosesItsInput() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = FIVE.root(allocator)) {
      CountingSource source = CountingSource.over(Sources.batches(Collections.nCopies(9, root)));
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      try (BatchIterator batches = new Limit(7).iterator(options, source)) {
        batches.next().close();
        try (VectorSchemaRoot second = batches.next()) {
          assertEquals(2, second.getRowCount());
          assertEquals(
              root.getVector(0).getDataBuffer().memoryAddress(),
              second.getVector(0).getDataBuffer().memoryAddress());
        }
        assertFalse(batches.hasNext());
        assertEquals(2, source.batches());
        assertEquals(1, source.closed());
      }
      CountingSource unread = CountingSource.over(Sources.batches(List.of(root)));
      try (BatchIterator none = new Limit(0).iterator(options, unread)) {
        assertFalse(none.hasNext());
        assertEquals(0, unread.batches());
      }
    }
  }

  @Test
  void refusesNegativeNumbers() {
    PlanException refused = assertThrows(PlanException.class, () -> new Limit(-1));
    assertTrue(refused.getMessage().contains("but it is -1; give 0 or more"));
  }
}
