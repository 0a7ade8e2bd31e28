package io.sabot.batch;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunException;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("contract")
class BatchValidationTest {
  private static final String LONG = "longer than twelve bytes";

  @Test
  void namesTheColumnTheRowTheValueAndTheCure() {
    assertThatThrownBy(() ->
            check(table("name:utf8", row("ab"), row("c")), column -> column.buffer(1).setInt(4, 7)))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "file: offsets must ascend from 0, but in \"name\" row 1 goes from 7 to 3;"
                + " mend what wrote the batch: it does not follow the Arrow columnar format");
  }

  @Test
  void refusesOffsetsThatLeaveTheirData() {
    refused(
        "the last is 7000 of ",
        table("name:utf8", row("ab"), row("c")),
        column -> column.buffer(1).setInt(8, 7000));
    refused(
        "in \"name\" row 0 goes from -1 to 2",
        table("name:large_utf8", row("ab")),
        column -> column.buffer(1).setLong(0, -1));
    refused(
        "the last is 3 of 2",
        table("xs:list<int>", row(List.of(1, 2))),
        column -> column.buffer(1).setInt(4, 3));
    refused(
        "in \"xs\" row 0 starts at 0 and has 3 of 2 rows",
        table("xs:list_view<int>", row(List.of(1, 2))),
        column -> column.buffer(2).setInt(0, 3));
  }

  @Test
  void refusesViewsThatLeaveTheirDataOrLieAboutThePrefix() {
    TextTable table = table("name:utf8_view", row("short"), row(LONG));
    refused("in \"name\" row 1 does not", table, column -> column.buffer(1).setInt(24, 1));
    refused("in \"name\" row 1 does not", table, column -> column.buffer(1).setInt(28, 5000));
    refused("in \"name\" row 1 does not", table, column -> column.buffer(1).setInt(20, 5));
    refused("in \"name\" row 0 does not", table, column -> column.buffer(1).setInt(0, -1));
  }

  @Test
  void refusesStringsThatAreNotUtf8() {
    for (String type : List.of("utf8", "large_utf8")) {
      refused(
          "strings must be UTF-8, but in \"name\" row 1 is not",
          table("name:" + type, row("a"), row("bc")),
          column -> column.buffer(2).setByte(2, 0xC3));
    }
    for (int[] bad :
        new int[][] {
          {0xC0, 0x80},
          {0xED, 0xA0, 0x80},
          {0xF4, 0x90, 0x80, 0x80},
          {0xE0, 0x9F, 0x80},
          {0xFF},
          {0x80},
          {0xF0, 0x8F, 0x80, 0x80},
          {0xE2, 0x82}
        }) {
      refused(
          "strings must be UTF-8",
          table("name:utf8_view", row("abcd")),
          column -> {
            column.buffer(1).setInt(0, bad.length);
            for (int i = 0; i < bad.length; i++) {
              column.buffer(1).setByte(4 + i, bad[i]);
            }
          });
    }
  }

  @Test
  void refusesIndicesOutsideTheirDictionaryExceptInNullRows() {
    TextTable table = table("name:dictionary<utf8>", row("a"), row(null));
    refused(
        "indices must lie within their dictionary, but in \"name\" row 0 has 1 of 1",
        table,
        column -> column.buffer(1).setInt(0, 1));
    refused("row 0 has -1 of 1", table, column -> column.buffer(1).setInt(0, -1));
    check(table, column -> column.buffer(1).setInt(4, 99));
  }

  @Test
  void refusesUnionsThatPointNowhere() {
    refused(
        "in \"u\" row 0 has 9",
        table("u:sparse_union<a:int,b:utf8>", row(Tables.member("a", 1))),
        column -> column.buffer(0).setByte(0, 9));
    refused(
        "union offsets must lie within their child, but in \"u\" row 0 has 1",
        table("u:dense_union<a:int,b:utf8>", row(Tables.member("a", 1))),
        column -> column.buffer(1).setInt(0, 1));
  }

  @Test
  void refusesRunsThatDoNotCoverTheRows() {
    TextTable table = table("r:run_end<int>", row(1), row(1), row(2));
    refused(
        "run ends must ascend from above 0, but in \"r\" run 1 does not",
        table,
        column -> column.child(0).buffer(1).setInt(4, 2));
    refused(
        "runs must cover every row, but in \"r\" the last ends at 2 of 3",
        table,
        column -> {
          column.child(0).buffer(1).setInt(0, 1);
          column.child(0).buffer(1).setInt(4, 2);
        });
  }

  @Test
  void refusesShortBuffersAndShortChildren() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = table("price:long", row(1), row(2)).batch(allocator)) {
      Column whole = batch.column(0);
      ArrowBuf half = Memory.share(whole.buffer(1), 0, 8);
      try (Column cut = Column.of(whole.field(), 2, Memory.share(whole.buffer(0)), half)) {
        assertThatThrownBy(() -> ColumnValidation.check(cut, "price", "file"))
            .hasMessageContaining("in \"price\" buffer 1 has 8 of 16 bytes");
      }
    }
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = table("s:struct<a:int>", row(List.of(1))).batch(allocator)) {
      Column whole = batch.column(0);
      try (Column longer =
          Column.nested(
              whole.field(),
              2,
              List.of(Memory.share(whole.buffer(0))),
              List.of(whole.child(0).share()))) {
        assertThatThrownBy(() -> ColumnValidation.check(longer, "s", "file"))
            .hasMessageContaining("in \"s\" \"a\" has 1 of 2");
      }
    }
  }

  @Test
  void refusesReleasedBuffers() {
    try (TestAllocator allocator = new TestAllocator()) {
      Batch batch = table("price:int", row(1)).batch(allocator);
      batch.close();
      assertThatThrownBy(() -> BatchValidation.check(batch, "file"))
          .hasMessageContaining("buffers must be alive");
    }
  }

  @Test
  void refusesSelectionsOutsideTheBatch() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch =
            table("price:int", row(1)).batch(allocator).withSelection(new Selection.Range(0, 2))) {
      assertThatThrownBy(() -> BatchValidation.check(batch, "file"))
          .hasMessageContaining("a selection must name rows of its batch");
    }
  }

  private static void refused(String message, TextTable table, Consumer<Column> corruption) {
    assertThatThrownBy(() -> check(table, corruption)).hasMessageContaining(message);
  }

  private static void check(TextTable table, Consumer<Column> corruption) {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = table.batch(allocator)) {
      corruption.accept(batch.column(0));
      BatchValidation.check(batch, "file");
    }
  }

  static List<String> types() {
    return RandomBatches.TYPES;
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatPassesCanBeMovedHoweverItWasCorrupted(String type) {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < 40; i++) {
            TextTable table = RandomBatches.of(random).table("x:" + type, random.nextInt(30));
            try (TestAllocator allocator = new TestAllocator();
                Batch batch = table.batch(allocator)) {
              for (int k = random.nextInt(3); k >= 0; k--) {
                corrupt(batch.column(0), random);
              }
              if (passes(batch)) {
                move(batch, allocator, random);
              }
            }
          }
        });
  }

  private static boolean passes(Batch batch) {
    try {
      BatchValidation.check(batch, "file");
      return true;
    } catch (RunException refused) {
      return false;
    }
  }

  private static void corrupt(Column column, SplittableRandom random) {
    List<ArrowBuf> buffers = new ArrayList<>();
    buffers(column, buffers);
    if (buffers.isEmpty()) {
      return;
    }
    ArrowBuf buffer = buffers.get(random.nextInt(buffers.size()));
    int value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt();
          case 1 -> random.nextInt(40);
          case 2 -> -1;
          default -> Integer.MAX_VALUE;
        };
    long at =
        random.nextLong(Math.min(buffer.capacity() - 3, 200)) & (random.nextBoolean() ? ~3L : ~0L);
    if (random.nextBoolean()) {
      buffer.setInt(at, value);
    } else {
      buffer.setByte(at, value);
    }
  }

  private static void buffers(Column column, List<ArrowBuf> buffers) {
    for (int i = 0; i < column.bufferCount(); i++) {
      if (column.buffer(i).capacity() > 3) {
        buffers.add(column.buffer(i));
      }
    }
    for (int i = 0; i < column.childCount(); i++) {
      buffers(column.child(i), buffers);
    }
    if (column.dictionary() != null) {
      buffers(column.dictionary(), buffers);
    }
  }

  private static void move(Batch batch, TestAllocator allocator, SplittableRandom random) {
    Rows rows = Rows.of(batch, allocator);
    RowIds all = new RowIds(batch.length());
    for (int i = 0; i < batch.length(); i++) {
      all.add(random.nextInt(batch.length()));
    }
    Take.rows(batch.column(0), all, allocator).close();
    for (int start = 0; start < rows.size(); start += 5) {
      try (Batch slice = batch.slice(start, rows.size() - start, allocator);
          VectorSchemaRoot root = Doors.toRoot(slice.share(), allocator)) {
        BatchValidation.check(slice, "slice");
        Rows.of(root).assertEquals(rows.list().subList(start, rows.size()));
      }
    }
  }
}
