package io.sabot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.Member;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What moves rows, over every type: values are compared through Arrow's own vectors. */
@Tag("contract")
class EveryTypeTest {
  static List<String> types() {
    return RandomBatches.TYPES;
  }

  private static TextTable table(SplittableRandom random, String type) {
    return RandomBatches.of(random).table("x:" + type, 1 + random.nextInt(70));
  }

  @ParameterizedTest
  @MethodSource("types")
  void doorsKeepValuesAndAddresses(String type) {
    Seed.next()
        .run(random -> {
          TextTable table = table(random, type);
          try (TestAllocator allocator = new TestAllocator();
              VectorSchemaRoot root = table.root(allocator);
              VectorSchemaRoot back = Doors.toRoot(Doors.borrow(root), allocator)) {
            assertThat(Rows.of(back).list()).isEqualTo(table.rows());
            assertThat(addresses(back)).isEqualTo(addresses(root));
          }
        });
  }

  private static List<Long> addresses(VectorSchemaRoot root) {
    List<Long> addresses = new ArrayList<>();
    root.getFieldVectors().forEach(vector -> addresses(vector, addresses));
    return addresses;
  }

  private static void addresses(FieldVector vector, List<Long> addresses) {
    vector.getFieldBuffers().forEach(buffer -> addresses.add(buffer.memoryAddress()));
    vector.getChildrenFromFields().forEach(child -> addresses(child, addresses));
  }

  @ParameterizedTest
  @MethodSource("types")
  void doorsOwnWhatTheyTake(String type) {
    Seed.next()
        .run(random -> {
          TextTable table = table(random, type);
          try (TestAllocator allocator = new TestAllocator();
              Batch batch = Doors.own(table.root(allocator))) {
            assertThat(Rows.of(batch, allocator).list()).isEqualTo(table.rows());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void foreignMemoryPassesThrough(String type) {
    Seed.next()
        .run(random -> {
          TextTable table = table(random, type);
          try (BufferAllocator foreign = new RootAllocator();
              TestAllocator allocator = new TestAllocator();
              VectorSchemaRoot root = table.root(foreign);
              VectorSchemaRoot back = Doors.toRoot(Doors.borrow(root), allocator)) {
            assertThat(Rows.of(back).list()).isEqualTo(table.rows());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void takeGathersRowsOfOneColumn(String type) {
    Seed.next()
        .run(random -> {
          TextTable table = table(random, type);
          RowIds rows = new RowIds(0);
          List<Row> expected = new ArrayList<>();
          for (int i = random.nextInt(100); i > 0; i--) {
            int row = random.nextInt(table.rows().size());
            rows.add(row);
            expected.add(table.rows().get(row));
          }
          try (TestAllocator allocator = new TestAllocator();
              Batch batch = table.batch(allocator)) {
            assertRows(Take.rows(batch.column(0), rows, allocator), allocator, expected);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void takeGathersRowsAndNullsOfSeveralChunks(String type) {
    Seed.next()
        .run(random -> {
          try (TestAllocator allocator = new TestAllocator()) {
            gatherChunks(random, type, allocator);
          }
        });
  }

  private static void gatherChunks(SplittableRandom random, String type, TestAllocator allocator) {
    List<TextTable> tables = new ArrayList<>();
    List<Column> chunks = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      TextTable table = table(random, type);
      try (Batch batch = table.batch(allocator)) {
        int start = random.nextInt(table.rows().size());
        int count = table.rows().size() - start;
        chunks.add(batch.column(0).slice(start, count, allocator));
        tables.add(table.slice(start, count));
      }
    }
    RowIds rows = new RowIds(0);
    List<Row> expected = new ArrayList<>();
    for (int i = random.nextInt(100); i > 0; i--) {
      int chunk = random.nextInt(chunks.size() + 1);
      if (chunk == chunks.size()) {
        rows.add(RowIds.NULL_ROW);
        expected.add(nullRow(type));
      } else {
        int row = random.nextInt(tables.get(chunk).rows().size());
        rows.add(RowIds.id(chunk, row));
        expected.add(tables.get(chunk).rows().get(row));
      }
    }
    try {
      assertRows(
          Take.rows(chunks.getFirst().field(), chunks, rows, allocator), allocator, expected);
      List<Row> all = tables.stream().flatMap(table -> table.rows().stream()).toList();
      assertRows(Take.concatenate(chunks.getFirst().field(), chunks, allocator), allocator, all);
    } finally {
      chunks.forEach(Column::close);
    }
  }

  /** A union has no nulls of its own: a null row is a null of its first member. */
  private static Row nullRow(String type) {
    String member = type.contains("<a:") ? "a" : "x";
    return new Row(
        Collections.singletonList(
            type.startsWith("sparse_union") || type.startsWith("dense_union")
                ? new Member(member, null)
                : null));
  }

  @ParameterizedTest
  @MethodSource("types")
  void slicesAtAnyOffset(String type) {
    Seed.next()
        .run(random -> {
          TextTable table = table(random, type);
          try (TestAllocator allocator = new TestAllocator();
              Batch batch = table.batch(allocator)) {
            for (int i = 0; i < 10; i++) {
              int start = random.nextInt(table.rows().size());
              int count = random.nextInt(table.rows().size() - start + 1);
              List<Row> expected = table.rows().subList(start, start + count);
              try (Batch slice = batch.slice(start, count, allocator)) {
                BatchValidation.check(slice, "slice");
                assertThat(Rows.of(slice, allocator).list()).isEqualTo(expected);
                int half = count / 2;
                try (Batch again = slice.slice(half, count - half, allocator)) {
                  assertThat(Rows.of(again, allocator).list())
                      .isEqualTo(expected.subList(half, count));
                }
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void nullColumnsAreNullInEveryRow(String type) {
    try (TestAllocator allocator = new TestAllocator()) {
      for (int rows : new int[] {0, 1, 9}) {
        TextTable empty = RandomBatches.of(new SplittableRandom(1)).table("x:" + type, 0);
        Column column = NullColumn.of(empty.schema().getFields().getFirst(), rows, allocator);
        assertRows(column, allocator, Collections.nCopies(rows, nullRow(type)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aRefusedAllocationLeavesNothing(String type) {
    Seed.next()
        .run(random -> {
          FailingAllocation failing = new FailingAllocation();
          TextTable table = table(random, type);
          try (TestAllocator allocator = new TestAllocator(failing)) {
            try (Batch batch = table.batch(allocator)) {
              int odd = table.rows().size() / 2 | 1;
              int[] rows = {0, table.rows().size() - 1, 0};
              refuseEach(failing, allocator, () -> batch.share().flat(allocator));
              refuseEach(
                  failing,
                  allocator,
                  () -> batch.share().withSelection(new Selection.Rows(rows, 3)).flat(allocator));
              refuseEach(
                  failing,
                  allocator,
                  () -> batch.slice(Math.min(odd, table.rows().size() - 1), 1, allocator));
            }
          }
        });
  }

  private interface Making {
    Batch make();
  }

  private static void refuseEach(
      FailingAllocation failing, TestAllocator allocator, Making making) {
    long before = allocator.getAllocatedMemory();
    boolean refused = true;
    for (int granted = 0; refused; granted++) {
      failing.after(granted);
      try (Batch made = making.make();
          VectorSchemaRoot root = Doors.toRoot(made.share(), allocator)) {
        assertThat(root.getRowCount()).isEqualTo(made.rowCount());
      } catch (OutOfMemoryException wanted) {
        assertThat(wanted).hasMessageContaining("refused by the test");
      }
      refused = failing.stop();
      assertThat(allocator.getAllocatedMemory()).isEqualTo(before);
    }
  }

  private static void assertRows(Column column, BufferAllocator allocator, List<Row> expected) {
    var schema = new org.apache.arrow.vector.types.pojo.Schema(List.of(column.field()));
    try (Batch batch = Batch.of(schema, List.of(column), column.length())) {
      BatchValidation.check(batch, "made");
      assertThat(Rows.of(batch, allocator).list()).isEqualTo(expected);
    }
  }
}
