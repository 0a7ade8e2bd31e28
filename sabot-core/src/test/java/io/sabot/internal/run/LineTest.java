package io.sabot.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who closes a line waits for threads that have begun, and for no other. */
class LineTest {
  private static final int LINES = 20_000;

  @Test
  void whatMayNotBeginIsNotWaitedFor() {
    Line[] lines =
        Stream.generate(() -> new Line(Segment.Results.IN_ORDER, 1, 1))
            .limit(LINES)
            .toArray(Line[]::new);
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

  private static final Node MORSEL =
      new Node() {
        @Override
        public Step poll() {
          return Step.DONE;
        }

        @Override
        public void stop() {}

        @Override
        public void close() {}
      };

  private static Step signal() {
    return new Step.Pass(Signal.FLUSH);
  }

  @Test
  void whereOrderIsFreeResultsPassEachOtherButNoSignal() {
    Line line = new Line(Segment.Results.IN_ANY_ORDER, 9, 9);
    Slot first = Slot.of(MORSEL);
    Slot second = Slot.of(MORSEL);
    Step passing = signal();
    Slot signal = Slot.passing(passing);
    Slot last = Slot.of(MORSEL);
    List.of(first, second, signal, last).forEach(line::append);
    Step early = signal();
    second.add(early);
    Step late = signal();
    last.add(late);
    assertThat(line.poll()).isSameAs(early);
    assertThat(line.poll()).isNull();
    line.done(second);
    assertThat(line.poll()).isNull();
    line.done(first);
    assertThat(line.poll()).isSameAs(passing);
    assertThat(line.poll()).isSameAs(late);
  }

  @Test
  void inOrderNothingLeavesBeforeTheHead() {
    Line line = new Line(Segment.Results.IN_ORDER, 9, 9);
    Slot first = Slot.of(MORSEL);
    Slot second = Slot.of(MORSEL);
    List.of(first, second).forEach(line::append);
    Step result = signal();
    second.add(result);
    assertThat(line.poll()).isNull();
    line.done(first);
    assertThat(line.poll()).isSameAs(result);
  }

  private static void await(AtomicInteger number, int wanted) {
    while (number.get() < wanted) {
      Thread.onSpinWait();
    }
  }
}
