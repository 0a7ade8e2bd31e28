package io.sabot.stream.internal.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewDataTest {
  private static final byte[] LONG = "a value that is not inline".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static VectorSchemaRoot views(RootAllocator allocator) {
    ViewVarCharVector views = new ViewVarCharVector("w", allocator);
    views.setSafe(0, "short".getBytes(StandardCharsets.UTF_8));
    views.setNull(1);
    views.setSafe(2, LONG);
    views.setSafe(3, LONG);
    views.setValueCount(4);
    return new VectorSchemaRoot(List.of(views));
  }

  @Test
  void usedBytesEndWithTheLastValue() {
    try (RootAllocator allocator = new RootAllocator();
        Batch batch = Doors.own(views(allocator));
        Batch first = batch.slice(0, 2, allocator)) {
      assertThat(ViewData.used(batch.column(0))).containsExactly(2L * LONG.length);
      assertThat(ViewData.used(first.column(0))).containsOnly(0);
    }
  }

  @Test
  void whatLiesBehindTheValuesIsNotWritten() throws Exception {
    Path file = folder.resolve("views.arrow");
    try (RootAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = views(allocator)) {
      var data = ((ViewVarCharVector) root.getVector(0)).getDataBuffers().getFirst();
      assertThat(data.capacity()).isGreaterThan(2L * LONG.length);
      data.setBytes(2L * LONG.length, "secret".getBytes(StandardCharsets.US_ASCII));
      Stream.fromBatches(List.of(root)).writeArrowFile(file);
    }
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("not inline")
        .doesNotContain("secret");
  }
}
