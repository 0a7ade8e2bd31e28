package io.sabot.batch;

import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values taken here and there from more bytes than the nearest caches hold. */
class TakeFarTest {
  private static final int VALUES = 30_000;

  @ParameterizedTest
  @ValueSource(strings = {"utf8", "large_utf8"})
  void gathersTheRightBytes(String type) {
    Seed.next().run(random -> gather(type, random));
  }

  private static void gather(String type, SplittableRandom random) {
    List<Row> values = new ArrayList<>();
    int longest = random.nextInt(30, 90);
    for (int i = 0; i < VALUES; i++) {
      boolean isNull = random.nextInt(50) == 0;
      values.add(
          new Row(java.util.Collections.singletonList(isNull ? null : text(i, longest, random))));
    }
    RowIds rows = new RowIds(8);
    List<Row> expected = new ArrayList<>();
    for (int i = random.nextInt(500, 5000); i > 0; i--) {
      int row = random.nextInt(10) == 0 ? VALUES - 1 - random.nextInt(3) : random.nextInt(VALUES);
      boolean isNull = random.nextInt(50) == 0;
      rows.add(isNull ? RowIds.NULL_ROW : row);
      expected.add(isNull ? Tables.row((Object) null) : values.get(row));
    }
    try (TestAllocator allocator = new TestAllocator();
        Batch source = Tables.table("x:" + type, values.toArray(Row[]::new)).batch(allocator);
        Batch taken =
            Batch.of(
                source.schema(),
                List.of(Take.rows(source.column(0), rows, allocator)),
                rows.size())) {
      Rows.of(taken, allocator).assertEquals(expected);
    }
  }

  private static String text(int number, int longest, SplittableRandom random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(18) : random.nextInt(longest);
    return (number + "-".repeat(longest)).substring(0, length);
  }
}
