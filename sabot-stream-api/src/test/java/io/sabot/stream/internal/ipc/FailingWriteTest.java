package io.sabot.stream.internal.ipc;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.source.Sources;
import io.sabot.stream.Stream;
import io.sabot.testkit.FailingSource;
import io.sabot.testkit.TestAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails half way leaves the target as it was and nothing beside it. */
final class FailingWriteTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void old() throws IOException {
    file = Files.writeString(folder.resolve("old.arrow"), "old");
  }

  private void assertUntouched() throws IOException {
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static VectorSchemaRoot root(TestAllocator allocator) {
    return table("a:long", row(1L), row(0L)).root(allocator);
  }

  @Test
  void aFailingSource() throws IOException {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = root(allocator)) {
      Stream stream =
          Stream.from(FailingSource.after(1, Sources.batches(List.of(root, root))))
              .with(RunOptions.DEFAULTS.withAllocator(allocator));
      assertThatThrownBy(() -> stream.writeArrowFile(file))
          .isInstanceOf(SabotException.class)
          .hasMessageContaining("the source broke after 1 batches");
      assertThatThrownBy(() -> stream.writeArrowStream(file)).isInstanceOf(SabotException.class);
    }
    assertUntouched();
  }

  @Test
  void aFailingFunction() throws IOException {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = root(allocator)) {
      Stream stream =
          Stream.fromTable(root, 1)
              .with(RunOptions.DEFAULTS.withAllocator(allocator))
              .map(batch -> {
                if (batch.getVector(0).getObject(0).equals(0L)) {
                  throw new IllegalStateException("zero came");
                }
                return batch;
              });
      assertThatThrownBy(() -> stream.writeArrowFile(file))
          .isInstanceOf(SabotException.class)
          .hasMessageContaining("zero came");
    }
    assertUntouched();
  }

  @Test
  void aTargetThatIsADirectory() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = root(allocator)) {
      assertThatThrownBy(() -> Stream.fromTable(root, 2).writeArrowFile(directory))
          .isInstanceOf(SabotException.class)
          .hasMessageContaining("it is a directory; name a file in it");
    }
    Files.delete(directory);
    assertUntouched();
  }
}
