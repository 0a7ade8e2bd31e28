package io.sabot.views;

import io.sabot.RunOptions;
import io.sabot.internal.flow.FlowDoor;
import io.sabot.source.Sources;
import java.util.concurrent.Flow;
import org.apache.arrow.memory.BufferAllocator;

/** Takes the first of two rows, so that their batch is held, and then forgets to cancel. */
final class FirstOfTwo {
  private FirstOfTwo() {}

  static void subscribe(BufferAllocator allocator, RunOptions options) {
    Flow.Publisher<Long> rows =
        FlowDoor.publisher(
            ViewsFixture.stage(
                Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i, 2))),
            options.withExecutor(Runnable::run),
            Numbers::items);
    rows.subscribe(new Probe<>(1, 0, row -> {}));
  }
}
