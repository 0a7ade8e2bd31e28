package io.sabot.stream.internal.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.internal.run.Views;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.source.Source;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type through both formats, and through files that were damaged. */
final class RoundTripTest {
  /** Arrow's two formats. */
  enum Format {
    FILE(ArrowFileSink::new, ArrowFileSource::of),
    STREAM(ArrowStreamSink::new, ArrowStreamSource::of);

    private final Function<Path, Sink> sink;
    private final Function<Path, Source> source;

    Format(Function<Path, Sink> sink, Function<Path, Source> source) {
      this.sink = sink;
      this.source = source;
    }
  }

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("rows.arrow");
  }

  private static String everyType() {
    List<String> columns = new ArrayList<>();
    for (String type : RandomBatches.TYPES) {
      columns.add("c" + columns.size() + ":" + type);
    }
    return String.join(", ", columns);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  @Tag("contract")
  void everyTypeComesBack(Format format) {
    Seed.next()
        .run(random -> {
          for (int rows : new int[] {0, 1, 8, 9, 64, 65 + random.nextInt(200)}) {
            TextTable table = RandomBatches.of(random).table(everyType(), rows);
            assertComesBack(format, List.of(table, table.slice(0, rows / 2), table), 0);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void slicedBatchesComeBack(Format format) {
    Seed.next()
        .run(random -> {
          for (int skipped : new int[] {1, 8, 2 + random.nextInt(30)}) {
            TextTable table = RandomBatches.of(random).table(everyType(), 40);
            assertComesBack(format, List.of(table), skipped);
          }
        });
  }

  private void assertComesBack(Format format, List<TextTable> tables, int skipped) {
    try (TestAllocator allocator = new TestAllocator()) {
      List<Row> expected = new ArrayList<>();
      try (SinkWriter writer =
          format.sink.apply(file()).open(tables.getFirst().schema(), context(allocator))) {
        for (TextTable table : tables) {
          try (Batch batch = table.batch(allocator);
              Batch part = batch.slice(skipped, batch.length() - skipped, allocator)) {
            expected.addAll(Rows.of(part, allocator).list());
            writer.write(part.share());
          }
        }
        writer.prepare(1);
        writer.commit(1);
      }
      assertThat(Rows.drain(batches(format, allocator)).list()).isEqualTo(expected);
    }
  }

  private BatchIterator batches(Format format, BufferAllocator allocator) {
    return Views.iterator(
        new Stage.Read(format.source.apply(file()), Origin.UNKNOWN),
        RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private static RunContext context(BufferAllocator allocator) {
    return new RunContext(
        RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "sink", 0);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void damagedBytesGiveRowsOrAClearErrorAndNeverALeak(Format format) {
    Seed.next().run(random -> damage(format, random));
  }

  private void damage(Format format, SplittableRandom random) throws Exception {
    for (int table = 0; table < 6; table++) {
      RandomBatches batches = RandomBatches.of(random);
      TextTable rows = batches.table(batches.schema(2 + 2 * table), 20);
      assertComesBack(format, List.of(rows, rows), 0);
      byte[] whole = Files.readAllBytes(file());
      for (int round = 0; round < 60; round++) {
        byte[] bytes = whole.clone();
        for (int i = 0; i < 3; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        Files.write(file(), bytes);
        readDamaged(format);
      }
    }
  }

  /** What is left is asserted first: a failing close would only be suppressed by the other. */
  private void readDamaged(Format format) {
    try (TestAllocator allocator = new TestAllocator(1 << 24)) {
      try {
        touch(format, allocator);
      } catch (SabotException clear) {
        assertThat(clear).hasMessageContaining("rows.arrow");
        if (allocator.getAllocatedMemory() > 0) {
          throw new AssertionError("left " + allocator.toVerboseString(), clear);
        }
      }
    }
  }

  /** Reads values, but not of a column of nulls that claims to have billions. */
  private void touch(Format format, BufferAllocator allocator) {
    try (BatchIterator batches = batches(format, allocator)) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot root = batches.next()) {
          if (root.getRowCount() < 1000) {
            assertThat(Rows.of(root).size()).isEqualTo(root.getRowCount());
          }
        }
      }
    }
  }
}
