package io.sabot.operators.internal.table;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class ChunksTest {
  private static final TextTable ROWS =
      table("x:long", Collections.nCopies(1000, row(7L)).toArray(Row[]::new));

  @Test
  void joinsSmallPiecesAndReservesWhatTheyTake() {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = budget.reserve("rows");
        Chunks chunks = new Chunks(ROWS.schema(), allocator, reservation)) {
      for (int i = 0; i < 20; i++) {
        chunks.add(ROWS.batch(allocator));
      }
      assertEquals(20_000, chunks.rows());
      assertTrue(chunks.pieces().size() < 5);
      long held = chunks.pieces().stream().mapToLong(Batch::bytes).sum();
      assertEquals(held, reservation.bytes());
    }
    assertEquals(0, budget.reserved());
  }

  @Test
  void takesNoMemoryThatWasRefused() {
    try (TestAllocator allocator = new TestAllocator();
        Batch first = ROWS.batch(allocator);
        Batch second = ROWS.batch(allocator)) {
      MemoryBudget budget = new MemoryBudget(first.bytes() + second.bytes());
      long before = allocator.getPeakMemoryAllocation();
      try (Reservation reservation = budget.reserve("rows");
          Chunks chunks = new Chunks(ROWS.schema(), allocator, reservation)) {
        chunks.add(first.share());
        MemoryLimitException refused =
            assertThrows(MemoryLimitException.class, () -> chunks.add(second.share()));
        assertTrue(refused.getMessage().contains("raise RunOptions.withMemoryBudget"));
        assertEquals(before, allocator.getPeakMemoryAllocation());
      }
      assertEquals(0, budget.reserved());
    }
  }
}
