package io.sabot.stream.internal.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.internal.run.Views;
import io.sabot.memory.MemoryBudget;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type through both formats, and through files that were damaged. */
@Tag("contract")
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

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyTypeComesBack(Format format) {
    Seed.next()
        .run(
            random -> {
              for (String type : RandomBatches.TYPES) {
                int rows = random.nextInt(70);
                TextTable table = RandomBatches.of(random).table("c:" + type, rows);
                assertComesBack(format, type, List.of(table, table.slice(0, rows / 2)), 0);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void slicedBatchesComeBack(Format format) {
    Seed.next()
        .run(
            random -> {
              for (String type : RandomBatches.TYPES) {
                TextTable table = RandomBatches.of(random).table("c:" + type, 40);
                assertComesBack(format, type, List.of(table), 1 + random.nextInt(39));
              }
            });
  }

  private void assertComesBack(Format format, String type, List<TextTable> tables, int skipped) {
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
      assertThat(read(format, allocator).list()).as(type).isEqualTo(expected);
    }
  }

  private Rows read(Format format, BufferAllocator allocator) {
    Source source = format.source.apply(file());
    return Rows.drain(
        Views.iterator(
            new Stage.Read(source, Origin.UNKNOWN), RunOptions.DEFAULTS.withAllocator(allocator)));
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
    for (String type : RandomBatches.TYPES) {
      TextTable table = RandomBatches.of(random).table("c:" + type, 20);
      assertComesBack(format, type, List.of(table, table), 0);
      byte[] whole = Files.readAllBytes(file());
      for (int round = 0; round < 30; round++) {
        byte[] bytes = whole.clone();
        for (int i = 0; i < 3; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        Files.write(file(), bytes);
        try (TestAllocator allocator = new TestAllocator(1 << 24)) {
          read(format, allocator);
        } catch (SabotException clear) {
          assertThat(clear).hasMessageContaining("rows.arrow");
        }
      }
    }
  }
}
