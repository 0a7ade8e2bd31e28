package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.source.SplitReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Drives readers by hand. */
final class Readers {
  private Readers() {}

  /** Reads so many texts, which must be these, then marks and commits, then reads one more. */
  static void commitAfter(KafkaTopic topic, BufferAllocator allocator, String... expected) {
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(1);
    RunContext context =
        new RunContext(options, allocator, new MemoryBudget(Long.MAX_VALUE), topic.name(), 0);
    try (SplitReader reader = topic.splits().getFirst().open(context)) {
      List<String> texts = new ArrayList<>();
      while (texts.size() < expected.length) {
        texts.add(next(reader, allocator));
      }
      assertThat(texts).isEqualTo(Arrays.asList(expected));
      reader.mark(1);
      next(reader, allocator);
      reader.mark(2);
      reader.commit(1, Map.of());
      assertThat(reader.progress().lag()).isPresent();
    }
  }

  private static String next(SplitReader reader, BufferAllocator allocator) {
    while (true) {
      switch (reader.poll()) {
        case Step.Emit(Batch batch) -> {
          try (VectorSchemaRoot root = Doors.toRoot(batch, allocator)) {
            return root.getVector(0).getObject(0).toString();
          }
        }
        case Step.Blocked(var wakeUp) ->
            wakeUp.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        default -> throw new AssertionError("there must be more");
      }
    }
  }
}
