package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.internal.run.SharedThreads;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;

/** An allocator that must end empty, and no thread of the library left behind. */
abstract class ViewsFixture {
  final BufferAllocator allocator = new RootAllocator();
  final RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    awaitNoLibraryThread();
    assertThat(allocator.getAllocatedMemory()).as(allocator::toVerboseString).isZero();
    allocator.close();
  }

  static void awaitNoLibraryThread() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(SharedThreads.NAME_PREFIX)) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  static Stage stage(Source source, BatchOperator... operators) {
    Stage stage = new Stage.Read(source, Origin.UNKNOWN);
    for (BatchOperator operator : operators) {
      stage = Stage.Operate.of(operator, List.of(stage), Origin.UNKNOWN);
    }
    return stage;
  }
}
