package io.sabot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Views that come from many batches, whose long values lie in as many buffers. */
class TakeViewsTest {
  private static final Schema SCHEMA = Tables.table("x:utf8_view").schema();

  /** Each round cuts what the last one joined; slices of all would multiply the buffers. */
  @Test
  void hasNoMoreBuffersThanRowsHoweverOftenItIsCutAndJoined() {
    Seed.next()
        .run(random -> {
          List<Row> rows = rows(random);
          try (TestAllocator allocator = new TestAllocator()) {
            Column joined = joined(oneByOne(rows, allocator), allocator);
            for (int round = 0; round < 6; round++) {
              joined = joined(cut(joined, random, allocator), allocator);
              assertThat(joined.bufferCount() - 2).isLessThanOrEqualTo(TakeViews.FEW + rows.size());
            }
            assertRows(joined, rows, allocator);
          }
        });
  }

  /** Each buffer that a row points into is there once, whichever chunks have it, and no other. */
  @Test
  void keepsEachBufferOnceThatARowPointsInto() {
    Seed.next()
        .run(random -> {
          List<Row> rows = rows(random);
          try (TestAllocator allocator = new TestAllocator();
              Column joined = joined(oneByOne(rows, allocator), allocator);
              Column again = joined.share()) {
            List<Row> expected = new ArrayList<>();
            RowIds picked = new RowIds(8);
            for (int i = 0; i < 100; i++) {
              int row = random.nextInt(rows.size() / 2);
              picked.add(RowIds.id(random.nextInt(2), row));
              expected.add(rows.get(row));
            }
            picked.add(RowIds.NULL_ROW);
            expected.add(Tables.row((Object) null));
            Column taken = Take.rows(joined.field(), List.of(joined, again), picked, allocator);
            long pointing =
                expected.stream().distinct().filter(row -> isLong(row.values().getFirst())).count();
            assertThat(taken.bufferCount() - 2).isEqualTo((int) pointing);
            assertRows(taken, expected, allocator);
          }
        });
  }

  private static boolean isLong(Object value) {
    return value instanceof String text && text.length() > 12;
  }

  private static List<Row> rows(SplittableRandom random) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Object value = i + "x".repeat(random.nextInt(2) * 12);
      rows.add(Tables.row(random.nextInt(8) == 0 ? (Object) null : value));
    }
    return rows;
  }

  private static List<Column> oneByOne(List<Row> rows, TestAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    for (Row row : rows) {
      try (Batch batch = Tables.table("x:utf8_view", row).batch(allocator)) {
        columns.add(batch.column(0).share());
      }
    }
    return columns;
  }

  private static List<Column> cut(Column column, SplittableRandom random, TestAllocator allocator) {
    List<Column> slices = new ArrayList<>();
    try (column) {
      for (int from = 0; from < column.length(); ) {
        int count = Math.min(column.length() - from, random.nextInt(1, 4));
        slices.add(column.slice(from, count, allocator));
        from += count;
      }
    }
    return slices;
  }

  private static Column joined(List<Column> columns, TestAllocator allocator) {
    try {
      return Take.concatenate(SCHEMA.getFields().getFirst(), columns, allocator);
    } finally {
      columns.forEach(Column::close);
    }
  }

  /** The column passes to this. */
  private static void assertRows(Column column, List<Row> rows, TestAllocator allocator) {
    try (Batch batch = Batch.of(SCHEMA, List.of(column), rows.size())) {
      Rows.of(batch, allocator).assertEquals(rows);
    }
  }
}
