package io.sabot.stream.internal.ipc;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.stream.internal.file.Reading;
import io.sabot.testkit.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("contract")
final class ArrowFilesTest {
  private static final TextTable ROWS =
      table(
          "a:long, s:string, b:bool",
          row(1L, "x", true),
          row(null, "yy", null),
          row(3L, null, false));

  @TempDir private Path folder;

  private Path write(Sink sink, Path file, int batches) {
    try (BufferAllocator allocator = new RootAllocator();
        SinkWriter writer = sink.open(ROWS.schema(), context(allocator))) {
      for (int i = 0; i < batches; i++) {
        writer.write(ROWS.batch(allocator));
      }
      writer.prepare(1);
      assertThat(file).doesNotExist();
      writer.commit(1);
      writer.commit(1);
    }
    return file;
  }

  private static RunContext context(BufferAllocator allocator) {
    return new RunContext(
        RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "sink", 0);
  }

  @Test
  void bothFormatsGiveBackWhatWasWritten() {
    Path file = folder.resolve("rows.arrow");
    Path stream = folder.resolve("rows.arrows");
    write(new ArrowFileSink(file), file, 3);
    write(new ArrowStreamSink(stream), stream, 3);
    for (Source source : List.of(ArrowFileSource.of(file), ArrowStreamSource.of(stream))) {
      assertThat(source.schema()).isEqualTo(ROWS.schema());
      assertThat(Reading.rows(source, 9))
          .hasSize(9)
          .startsWith("1|x|true", "null|yy|null", "3|null|false");
      Source narrowed = source.accept(ScanRequest.columns(List.of("b", "a"))).source();
      assertThat(Reading.rows(narrowed, 9)).startsWith("true|1", "null|null");
      assertThatThrownBy(() -> source.accept(ScanRequest.columns(List.of("q"))))
          .hasMessageContaining("its columns are a, s, b");
      Reading.assertSeeks(source, 2);
    }
    assertThat(ArrowFileSource.of(file).splits()).hasSize(3);
  }

  @Test
  void anEmptyResultStillHasItsSchema() {
    Path file = folder.resolve("none.arrow");
    Source source = ArrowFileSource.of(write(new ArrowFileSink(file), file, 0));
    assertThat(source.schema()).isEqualTo(ROWS.schema());
    assertThat(Reading.count(source)).isZero();
  }

  @Test
  void whatIsNotCommittedLeavesTheTargetAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("old.arrow"), "old");
    try (BufferAllocator allocator = new RootAllocator();
        SinkWriter writer = new ArrowFileSink(file).open(ROWS.schema(), context(allocator))) {
      writer.write(ROWS.batch(allocator));
    }
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    Path missing = folder.resolve("a-name-that-is-longer-than-what-a-message-shows".repeat(3));
    Sink sink = new ArrowFileSink(missing.resolve("such.arrow"));
    try (BufferAllocator allocator = new RootAllocator()) {
      assertThatThrownBy(() -> sink.open(ROWS.schema(), context(allocator)).close())
          .isInstanceOf(SabotException.class)
          .hasMessageContaining("its folder does not exist; create " + missing);
    }
  }

  @Test
  void whatIsNotArrowIsRefusedWhenThePlanIsBuilt() throws Exception {
    Path file = folder.resolve("rows.arrow");
    byte[] whole = Files.readAllBytes(write(new ArrowFileSink(file), file, 2));
    Path bad = Files.write(folder.resolve("bad.arrow"), Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> ArrowFileSource.of(bad))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("check the format");
    assertThatThrownBy(() -> ArrowFileSource.of(folder.resolve("none")))
        .hasMessageContaining("check the path");
    assertThatThrownBy(() -> ArrowStreamSource.of(file)).isInstanceOf(PlanException.class);
  }
}
