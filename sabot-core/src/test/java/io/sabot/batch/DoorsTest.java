package io.sabot.batch;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunException;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.Types.MinorType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class DoorsTest {
  @Test
  void aClosedRootIsRefused() {
    try (TestAllocator allocator = new TestAllocator()) {
      VectorSchemaRoot root = table("price:int", row(5), row(6)).root(allocator);
      root.getFieldVectors().forEach(vector -> vector.close());
      assertThatThrownBy(() -> Doors.borrow(root))
          .isInstanceOf(RunException.class)
          .hasMessage(
              "VectorSchemaRoot: every vector must hold the root's rows, but \"price\" holds 0 of 2"
                  + " rows; keep the root open until the run ends, and set the row count on root"
                  + " and vectors");
      assertThatThrownBy(() -> Doors.own(root)).isInstanceOf(RunException.class);
    }
  }

  @Test
  void aBatchOutlivesTheRootItWasBorrowedFrom() {
    try (TestAllocator allocator = new TestAllocator()) {
      VectorSchemaRoot root = table("price:int", row(5)).root(allocator);
      try (Batch batch = Doors.borrow(root)) {
        root.close();
        assertThat(Rows.of(batch, allocator).list()).containsExactly(row(5L));
      }
    }
  }

  @Test
  void aRootOutlivesTheBatchAndItsAllocator() {
    try (TestAllocator allocator = new TestAllocator()) {
      BufferAllocator run = allocator.newChildAllocator("sabot-run-1", 0, Long.MAX_VALUE);
      VectorSchemaRoot root = Doors.toRoot(table("price:int", row(5)).batch(run), allocator);
      assertThat(run.getAllocatedMemory()).isZero();
      run.close();
      try (root) {
        Rows.assertRows(root, row(5));
      }
    }
  }

  @Test
  void aColumnMayMixMemoryOfTwoRoots() {
    try (BufferAllocator foreign = new RootAllocator();
        TestAllocator allocator = new TestAllocator();
        Batch far = table("name:utf8", row("a"), row("b")).batch(foreign);
        Batch near = table("name:utf8", row("a"), row("b")).batch(allocator)) {
      Column mixed =
          Column.of(
              near.column(0).field(),
              2,
              Memory.share(near.column(0).buffer(0)),
              Memory.share(far.column(0).buffer(1)),
              Memory.share(near.column(0).buffer(2)));
      try (Batch batch = Batch.of(near.schema(), java.util.List.of(mixed), 2)) {
        assertThat(Rows.of(batch, allocator).list()).isEqualTo(Rows.of(near, allocator).list());
      }
    }
  }

  @Test
  void dictionariesAreShownDecodedAndCarried() {
    try (TestAllocator allocator = new TestAllocator();
        MapDictionaryProvider dictionaries = new MapDictionaryProvider();
        VectorSchemaRoot root =
            table("name:dictionary<utf8>", row("a"), row("a")).root(allocator, dictionaries)) {
      try (Batch decoded = Doors.borrow(root, dictionaries);
          Batch plain = Doors.borrow(root)) {
        assertThat(decoded.schema()).isEqualTo(Doors.decodedSchema(root.getSchema(), dictionaries));
        assertThat(SchemaCheck.difference(schema("name:utf8"), decoded.schema())).isNull();
        assertThat(SchemaCheck.difference(schema("name:int"), plain.schema())).isNull();
        assertThat(decoded.column(0).buffer(1).memoryAddress())
            .isEqualTo(root.getVector(0).getDataBufferAddress());
      }
    }
  }

  @Test
  void aSparseUnionMadeByHandKeepsTheTypeIdsOfItsVector() {
    try (TestAllocator allocator = new TestAllocator();
        UnionVector union = new UnionVector("u", allocator, null, null)) {
      union.allocateNew();
      IntVector numbers = union.getIntVector();
      numbers.setSafe(0, 7);
      union.setType(0, MinorType.INT);
      union.setValueCount(1);
      try (Batch batch = Doors.borrow(VectorSchemaRoot.of(union))) {
        BatchValidation.check(batch, "root");
        assertThat(Rows.of(batch, allocator).list())
            .containsExactly(row(io.sabot.testkit.Tables.member("int", 7L)));
      }
    }
  }

  @Test
  void aTableWithoutColumnsKeepsItsRows() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = Batch.of(schema(""), java.util.List.of(), 3);
        VectorSchemaRoot root = Doors.toRoot(batch.share(), allocator)) {
      assertThat(root.getRowCount()).isEqualTo(3);
    }
  }

  @Test
  void releasedMemoryIsNotRead() {
    try (TestAllocator allocator = new TestAllocator()) {
      ArrowBuf buffer = Memory.allocateZeroed(allocator, 8);
      buffer.close();
      assertThatThrownBy(() -> Memory.segment(buffer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("buffer was released");
      assertThat(Memory.allocate(allocator, 0).capacity()).isZero();
    }
  }

  @Test
  void closingAColumnTwiceReleasesOnce() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = table("price:int", row(5)).batch(allocator)) {
      Column shared = batch.column(0).share();
      shared.close();
      shared.close();
      assertThat(batch.column(0).segment(1).get(Memory.INT, 0)).isEqualTo(5);
    }
  }

  @Test
  void schemasDifferByCountNameAndType() {
    assertThat(SchemaCheck.difference(schema("a:int"), schema("a:int, b:int")))
        .isEqualTo("there are 2 columns instead of 1");
    assertThat(SchemaCheck.difference(schema("a:int"), schema("b:int")))
        .isEqualTo("column 0 is \"b\" instead of \"a\"");
    assertThat(SchemaCheck.difference(schema("a:int"), schema("a:double")))
        .isEqualTo("\"a\" is Float64 instead of Int32");
    assertThat(SchemaCheck.difference(schema("a:list<int>"), schema("a:list<long>"))).isNotNull();
    assertThat(SchemaCheck.difference(schema("a:int not null"), schema("a:int"))).isNull();
  }
}
