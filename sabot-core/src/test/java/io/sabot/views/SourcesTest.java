package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.SabotException;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.views.Numbers.EveryThird;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each source over values at hand: what it borrows, what it owns, how often it can be read. */
@Tag("contract")
class SourcesTest extends ViewsFixture {
  private List<List<Long>> batches(Source source) {
    List<List<Long>> batches = new ArrayList<>();
    try (BatchIterator iterator = Views.iterator(stage(source), options)) {
      while (iterator.hasNext()) {
        batches.add(Numbers.take(iterator.next()));
      }
    }
    return batches;
  }

  @Test
  void aTableIsReadInPartsOfTheSameMemoryAsOftenAsOneLikes() {
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 20)) {
      Source table = Sources.table(root, 8);
      assertThat(batches(table)).extracting(List::size).containsExactly(8, 8, 4);
      assertThat(batches(table)).flatExtracting(rows -> rows).hasSize(20);
      long address = ((BigIntVector) root.getVector(0)).getDataBufferAddress();
      try (BatchIterator iterator = Views.iterator(stage(table), options)) {
        for (int batch = 0; batch < 3; batch++) {
          try (VectorSchemaRoot part = iterator.next()) {
            assertThat(((BigIntVector) part.getVector(0)).getDataBufferAddress())
                .isEqualTo(address + batch * 64L);
          }
        }
      }
    }
  }

  @Test
  void aTableOfNoRowsHasASchemaAndNoBatch() {
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 0)) {
      assertThat(batches(Sources.table(root, 8))).isEmpty();
      assertThat(Sources.table(root, 8).schema()).isEqualTo(Numbers.SCHEMA);
    }
  }

  @Test
  void aBatchSizeOfNothingIsRefused() {
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 1)) {
      assertThatThrownBy(() -> Sources.table(root, 0))
          .hasMessageContaining("batchSize is 0")
          .hasMessageContaining("give a size such as 65536");
    }
  }

  @Test
  void anIteratorIsReadOnceAndTheSecondRunIsToldTheCure() {
    Source source = Sources.iterator(Numbers.SCHEMA, threeBatches());
    assertThat(source.reopening()).isEqualTo(Source.Reopening.ONCE);
    assertThat(batches(source)).containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L, 5L));
    assertThatThrownBy(() -> batches(source))
        .hasMessageContaining("iterator: the source can be read by one run only")
        .hasMessageContaining("Sources.iterable")
        .extracting(failure -> ((SabotException) failure).code())
        .isEqualTo(ErrorCode.ALREADY_CONSUMED);
  }

  private Iterator<VectorSchemaRoot> threeBatches() {
    return LongStream.range(0, 3).mapToObj(i -> Numbers.range(allocator, i * 2, 2)).iterator();
  }

  @Test
  void anIteratorThatCanBeClosedIsClosedAlsoWhereNothingIsRead() {
    AtomicInteger closed = new AtomicInteger();
    Views.iterator(stage(Sources.iterator(Numbers.SCHEMA, closeable(closed))), options).close();
    assertThat(closed).hasValue(1);
    batches(Sources.iterator(Numbers.SCHEMA, closeable(closed)));
    assertThat(closed).hasValue(2);
  }

  private interface CloseableIterator extends Iterator<VectorSchemaRoot>, AutoCloseable {}

  private Iterator<VectorSchemaRoot> closeable(AtomicInteger closed) {
    Iterator<VectorSchemaRoot> three = threeBatches();
    return new CloseableIterator() {
      @Override
      public boolean hasNext() {
        return three.hasNext();
      }

      @Override
      public VectorSchemaRoot next() {
        return three.next();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Test
  void nullAndEmptyBatchesEmitNothing() {
    List<VectorSchemaRoot> gaps =
        Arrays.asList(null, Numbers.range(allocator, 0, 0), Numbers.range(allocator, 7, 1), null);
    assertThat(batches(Sources.iterator(Numbers.SCHEMA, gaps.iterator())))
        .containsExactly(List.of(7L));
  }

  @Test
  void aBatchOfAnotherSchemaIsAnErrorAndFreed() {
    Schema other = new Schema(List.of(Field.nullable("m", new ArrowType.Int(64, true))));
    assertThatThrownBy(() -> batches(Sources.iterator(other, threeBatches())))
        .hasMessageContaining("iterator: every batch must have the declared schema")
        .hasMessageContaining("column 0 is \"n\" instead of \"m\"")
        .hasMessageContaining("declare the schema that the batches have");
  }

  @Test
  void anIterableOpensAnIteratorForEachRun() {
    Source source = Sources.iterable(Numbers.SCHEMA, this::threeBatches);
    assertThat(batches(source)).hasSize(3);
    assertThat(batches(source)).hasSize(3);
  }

  @Test
  void aGeneratorStartsAnewInEachRun() {
    Source source = Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i * 2, 2));
    assertThat(source.boundedness()).isEqualTo(Source.Boundedness.UNBOUNDED);
    for (int run = 0; run < 2; run++) {
      try (BatchIterator iterator = Views.iterator(stage(source, new EveryThird()), options)) {
        assertThat(Numbers.take(iterator.next())).containsExactly(0L);
        assertThat(Numbers.take(iterator.next())).containsExactly(3L);
      }
    }
  }

  @Test
  void onlyBatchesOfATrustedSourceEnterUnchecked() {
    try (VarCharVector names = new VarCharVector("name", allocator)) {
      names.allocateNew(2);
      names.set(0, new byte[] {(byte) 0xff});
      names.set(1, new byte[] {'b'});
      names.setValueCount(2);
      VectorSchemaRoot root = new VectorSchemaRoot(List.<FieldVector>of(names));
      Source checked = Sources.batches(List.of(root));
      Source trusted = Sources.trusted(checked);
      assertThat(trusted.trust()).isEqualTo(Source.Trust.TRUSTED);
      assertThat(trusted.accept(ScanRequest.columns(List.of("name"))).source().trust())
          .isEqualTo(Source.Trust.TRUSTED);
      assertThat(List.of(trusted.name(), trusted.schema(), trusted.boundedness()))
          .isEqualTo(List.of(checked.name(), checked.schema(), checked.boundedness()));
      assertThat(List.of(trusted.reopening(), trusted.waiting(), trusted.statistics()))
          .isEqualTo(List.of(checked.reopening(), checked.waiting(), checked.statistics()));
      assertThatThrownBy(() -> Views.iterator(stage(checked), options).next())
          .extracting(failure -> ((SabotException) failure).code())
          .isEqualTo(ErrorCode.INVALID_BATCH);
      try (BatchIterator batches = Views.iterator(stage(trusted), options);
          VectorSchemaRoot entered = batches.next()) {
        assertThat(entered.getRowCount()).isEqualTo(2);
      }
    }
  }

  @Test
  void aReaderIsReadOnceAndClosed() {
    MemoryReader reader = new MemoryReader(allocator, threeBatches());
    Source source = Sources.reader(reader);
    assertThat(source.schema()).isEqualTo(Numbers.SCHEMA);
    List<VectorSchemaRoot> kept = new ArrayList<>();
    try (BatchIterator iterator = Views.iterator(stage(source), options)) {
      iterator.forEachRemaining(kept::add);
    }
    assertThat(kept.stream().flatMap(root -> Numbers.take(root).stream()))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(reader.closed).isTrue();
    assertThatThrownBy(() -> batches(source))
        .hasMessageContaining("open a new ArrowReader for each run");
  }

  @Test
  void aReaderIsClosedWhereTheRunIsAbandoned() {
    MemoryReader reader = new MemoryReader(allocator, threeBatches());
    try (BatchIterator iterator = Views.iterator(stage(Sources.reader(reader)), options)) {
      iterator.next().close();
    }
    assertThat(reader.closed).isTrue();
  }

  @Test
  void aPublisherIsReadOnce() {
    Source source =
        Sources.publisher(
            Numbers.SCHEMA,
            Views.publisher(stage(Sources.iterable(Numbers.SCHEMA, this::threeBatches)), options),
            Source.Boundedness.BOUNDED);
    assertThat(batches(source)).hasSize(3);
    assertThatThrownBy(() -> batches(source))
        .hasMessageContaining("publisher: the source can be read by one run only")
        .hasMessageContaining("make a new source over the publisher");
  }
}
