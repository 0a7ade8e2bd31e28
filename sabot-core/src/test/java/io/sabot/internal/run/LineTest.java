package io.sabot.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who closes a line waits for threads that have begun, and for no other. */
class LineTest {
  private static final int LINES = 20_000;

  @Test
  void whatMayNotBeginIsNotWaitedFor() {
    Line[] lines = Stream.generate(() -> new Line(1, 1)).limit(LINES).toArray(Line[]::new);
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger left = new AtomicInteger();
    CompletableFuture<Void> worker =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < LINES; i++) {
            await(opened, i + 1);
            if (lines[i].begin()) {
              lines[i].finish();
            }
            left.set(i + 1);
          }
        });
    for (int i = 0; i < LINES; i++) {
      opened.set(i + 1);
      lines[i].stop();
      await(left, i + 1);
      assertThat(lines[i].isAtWork()).as("line %d", i).isFalse();
    }
    worker.join();
  }

  private static void await(AtomicInteger number, int wanted) {
    while (number.get() < wanted) {
      Thread.onSpinWait();
    }
  }
}
