package io.sabot.batch;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final TextTable TABLE =
      table("n:int, s:utf8", row(0, "a"), row(1, null), row(2, "c"), row(3, "d"));

  @Test
  void eachKindSelectsItsRows() {
    selects(Selection.ALL, 0, 1, 2, 3);
    selects(Selection.NONE);
    selects(new Selection.Range(1, 3), 1, 2);
    selects(new Selection.Rows(new int[] {3, 0, 9}, 2), 3, 0);
  }

  @Test
  void partsAreOfTheSelectedRows() {
    selects(Selection.ALL.part(1, 3, 4), 1, 2);
    selects(Selection.ALL.part(0, 4, 4), 0, 1, 2, 3);
    selects(Selection.ALL.part(2, 2, 4));
    selects(new Selection.Range(1, 4).part(1, 3, 4), 2, 3);
    selects(new Selection.Rows(new int[] {3, 0, 2}, 3).part(1, 3, 4), 0, 2);
    selects(new Selection.Range(1, 4).first(2, 4), 1, 2);
    selects(Selection.NONE.first(0, 4));
  }

  private static void selects(Selection selection, int... rows) {
    assertThat(selection.count(4)).isEqualTo(rows.length);
    List<Row> expected = java.util.Arrays.stream(rows).mapToObj(TABLE.rows()::get).toList();
    for (int i = 0; i < rows.length; i++) {
      assertThat(selection.row(i)).isEqualTo(rows[i]);
    }
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = TABLE.batch(allocator).withSelection(selection)) {
      assertThat(batch.rowCount()).isEqualTo(rows.length);
      assertThat(Rows.of(batch, allocator).list()).isEqualTo(expected);
    }
  }

  @Test
  void aDenseBatchPassesUntouched() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = TABLE.batch(allocator)) {
      assertThat(batch.dense(allocator)).isSameAs(batch);
      assertThat(batch.flat(allocator)).isSameAs(batch);
      assertThat(batch.withSequence(7).sequence()).isEqualTo(7);
      assertThat(batch.toString()).isEqualTo("Batch of 4 rows [n: Int(32, true), s: Utf8]");
      assertThat(batch.bytes()).isPositive();
    }
  }

  @Test
  void aSliceOutsideTheRowsIsRefused() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = TABLE.batch(allocator)) {
      assertThatThrownBy(() -> batch.slice(3, 2, allocator))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> batch.column(0).slice(-1, 2, allocator))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aRowOutsideItsChunkIsRefused() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = TABLE.batch(allocator)) {
      RowIds rows = new RowIds(1);
      rows.add(1 << 20);
      for (int column = 0; column < 2; column++) {
        Column source = batch.column(column);
        assertThatThrownBy(() -> Take.rows(source, rows, allocator))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }
}
