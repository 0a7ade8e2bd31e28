package io.sabot.stream.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.CancelledException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.ParquetOptions;
import io.sabot.stream.ParquetOptions.Reader;
import io.sabot.stream.Stream;
import io.sabot.testkit.TestAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files, threads and memory of a run, however it ends. */
final class ParquetResourcesTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws SQLException {
    file = folder.resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i, 's' || i s FROM range(20000) t(i)) TO '"
              + file
              + "' (FORMAT parquet, ROW_GROUP_SIZE 4096)");
    }
  }

  private Stream stream(Reader reader, TestAllocator allocator) {
    return Stream.fromParquet(file, ParquetOptions.DEFAULTS.withReader(reader))
        .with(RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(1000));
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void anInterruptCancelsAndFreesEverything(Reader reader) throws InterruptedException {
    try (TestAllocator allocator = new TestAllocator();
        BatchIterator batches = stream(reader, allocator).iterator()) {
      batches.next().close();
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> {
                while (batches.hasNext()) {
                  batches.next().close();
                }
              })
          .isInstanceOf(CancelledException.class)
          .hasMessageContaining("start it again if that was not meant");
    } finally {
      assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    }
    DecodingThreads.assertEnded();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noFileStaysOpen() throws Exception {
    try (TestAllocator allocator = new TestAllocator()) {
      for (int run = 0; run < 3; run++) {
        Stream stream = stream(Reader.HARDWOOD, allocator);
        assertThat(stream.count()).isEqualTo(20_000);
        try (BatchIterator batches = stream.iterator()) {
          batches.next().close();
        }
        try (BatchIterator neverPulled = stream.iterator()) {
          assertThat(neverPulled.schema().getFields()).hasSize(2);
        }
      }
    }
    assertThat(timesOpen()).isZero();
    DecodingThreads.assertEnded();
  }

  private long timesOpen() throws IOException {
    try (var handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(this::leadsToFile).count();
    }
  }

  private boolean leadsToFile(Path handle) {
    try {
      return Files.readSymbolicLink(handle).equals(file.toRealPath());
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
