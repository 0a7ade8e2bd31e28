package io.sabot.batch;

import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One list of rows gathers from one column after another, and holds other rows each time. */
class TakeAgainTest {
  @Test
  void whatWasGatheredBeforeIsForgotten() {
    Seed.next()
        .run(random -> {
          RowIds rows = new RowIds(8);
          try (TestAllocator allocator = new TestAllocator()) {
            for (int i = 0; i < 50; i++) {
              gather(rows, random, allocator);
            }
          }
        });
  }

  private static void gather(RowIds rows, SplittableRandom random, TestAllocator allocator) {
    List<Row> values = new ArrayList<>();
    int longest = random.nextInt(1, 40);
    for (int i = random.nextInt(1, 300); i > 0; i--) {
      boolean isNull = random.nextInt(5) == 0;
      values.add(Tables.row(isNull ? (Object) null : "x".repeat(random.nextInt(longest)) + i));
    }
    rows.clear();
    List<Row> expected = new ArrayList<>();
    for (int i = random.nextInt(300); i > 0; i--) {
      int row = random.nextInt(values.size());
      boolean isNull = random.nextInt(3) == 0;
      rows.add(isNull ? RowIds.NULL_ROW : row);
      expected.add(isNull ? Tables.row((Object) null) : values.get(row));
    }
    try (Batch source = Tables.table("x:utf8", values.toArray(Row[]::new)).batch(allocator);
        Batch taken =
            Batch.of(
                source.schema(),
                List.of(Take.rows(source.column(0), rows, allocator)),
                rows.size())) {
      Rows.of(taken, allocator).assertEquals(expected);
    }
  }
}
