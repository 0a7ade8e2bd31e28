package io.sabot.operators.internal.join;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows laid side by side give what their columns give. */
class RowStoreTest {
  private static final String COLUMNS =
      "a:int, b:utf8, c:double, d:bool, e:byte, f:short, g:decimal(20,2), h:binary, i:utf8,"
          + " j:large_utf8, k:long, l:list<int>";

  private final TestAllocator allocator = new TestAllocator();
  private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);

  @AfterEach
  void nothingIsHeld() {
    allocator.close();
  }

  private static TextTable rows(String columns, int count, SplittableRandom random) {
    String[] types = columns.split(", ");
    int longest = random.nextBoolean() ? 12 : 40;
    int nulls = random.nextBoolean() ? 5 : Integer.MAX_VALUE;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Object> values = new ArrayList<>();
      for (String column : types) {
        boolean isNull = random.nextInt(nulls) == 0;
        values.add(isNull ? null : value(column.substring(2), longest, random));
      }
      rows.add(new Row(values));
    }
    return table(columns, rows.toArray(Row[]::new));
  }

  private static Object value(String type, int longest, SplittableRandom random) {
    int number = random.nextInt(100);
    return switch (type) {
      case "int" -> number;
      case "double" -> number / 4.0;
      case "bool" -> number > 50;
      case "byte" -> (byte) number;
      case "short" -> (short) number;
      case "long" -> number * 1_000_000_007L;
      case "decimal(20,2)" -> new java.math.BigDecimal(number + ".25");
      case "binary" -> new byte[random.nextInt(longest)];
      case "list<int>" -> List.of(number);
      default -> "x".repeat(random.nextInt(longest - 2)) + number % 10;
    };
  }

  @Test
  void columnsAreTheSame() {
    for (int i = 0; i < 20; i++) {
      Seed.next().run(this::compare);
    }
  }

  private void compare(SplittableRandom random) {
    TextTable first = rows(COLUMNS, random.nextInt(1, 400), random);
    TextTable second = rows(COLUMNS, random.nextInt(1, 400), random);
    List<Integer> ordinals = IntStream.range(0, 12).boxed().toList();
    try (Reservation reservation = budget.reserve("rows");
        Chunks chunks = new Chunks(first.schema(), allocator, reservation)) {
      // A piece that is no longer small, so that the second one stays apart.
      Batch head = first.batch(allocator);
      chunks.add(repeated(head, 20_000, random));
      chunks.add(second.batch(allocator));
      assertThat(chunks.pieces()).hasSize(2);
      try (RowStore store = RowStore.of(chunks, ordinals, allocator, reservation)) {
        store.help();
        assertThat(store.isReady()).isFalse();
        store.help();
        assertThat(store.isReady()).isTrue();
        assertThat(store.has(3)).isFalse();
        assertThat(store.has(11)).isFalse();
        compare(chunks, store, ids(chunks, random));
      }
    }
    assertThat(budget.reserved()).isZero();
  }

  private Batch repeated(Batch batch, int count, SplittableRandom random) {
    RowIds ids = new RowIds(count);
    for (int i = 0; i < count; i++) {
      ids.add(random.nextInt(batch.length()));
    }
    try (batch) {
      List<Column> columns = new ArrayList<>();
      batch.columns().forEach(column -> columns.add(Take.rows(column, ids, allocator)));
      return Batch.of(batch.schema(), columns, count);
    }
  }

  private static RowIds ids(Chunks chunks, SplittableRandom random) {
    RowIds ids = new RowIds(1300);
    boolean alone = random.nextBoolean();
    for (int i = 0; i < 1300; i++) {
      int chunk = random.nextInt(2);
      boolean isNull = alone && random.nextInt(10) == 0;
      int length = chunks.pieces().get(chunk).length();
      ids.add(isNull ? RowIds.NULL_ROW : RowIds.id(chunk, random.nextInt(length)));
    }
    return ids;
  }

  private void compare(Chunks chunks, RowStore store, RowIds ids) {
    List<Column> expected = chunks.take(ids);
    List<Column> actual = new ArrayList<>();
    List<Integer> laid = IntStream.range(0, expected.size()).filter(store::has).boxed().toList();
    List<Column> together =
        store.take(laid.stream().map(i -> expected.get(i).field()).toList(), laid, ids);
    for (int i = 0; i < expected.size(); i++) {
      actual.add(laid.contains(i) ? together.removeFirst() : expected.get(i).share());
    }
    var schema = chunks.pieces().getFirst().schema();
    try (VectorSchemaRoot wanted = Doors.toRoot(Batch.of(schema, expected, 1300), allocator);
        VectorSchemaRoot given = Doors.toRoot(Batch.of(schema, actual, 1300), allocator)) {
      Rows.of(given).assertEquals(Rows.of(wanted));
    }
  }

  @Test
  void fewColumnsStayAsTheyAre() {
    Seed.next()
        .run(random -> {
          try (Reservation reservation = budget.reserve("rows");
              Chunks chunks =
                  new Chunks(rows("a:int", 1, random).schema(), allocator, reservation)) {
            chunks.add(rows("a:int", 10, random).batch(allocator));
            assertThat(RowStore.of(chunks, List.of(0), allocator, reservation)).isNull();
          }
        });
  }

  @Test
  void withoutMemoryColumnsStayAsTheyAre() {
    TextTable table = table("a:int, b:utf8, c:utf8", row(1, "x", "y"));
    try (Reservation reservation = new MemoryBudget(20).reserve("rows");
        Reservation other = budget.reserve("chunks");
        Chunks chunks = new Chunks(table.schema(), allocator, other)) {
      chunks.add(table.batch(allocator));
      assertThat(RowStore.of(chunks, List.of(0, 1, 2), allocator, reservation)).isNull();
    }
  }
}
