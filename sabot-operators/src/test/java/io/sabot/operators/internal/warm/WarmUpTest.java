package io.sabot.operators.internal.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final long MICROS = 1_000;

  @Test
  void aLoopIsReadyAfterManyRoundsAndItsThreadEnds() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    CountDownLatch ready = new CountDownLatch(1);
    try (LeakCheck leaks = LeakCheck.begin()) {
      WarmUp.start(new Object(), rounds::incrementAndGet, ready::countDown);
      assertTrue(ready.await(1, TimeUnit.MINUTES));
      assertTrue(rounds.get() >= Settling.ROUNDS);
    }
  }

  @Test
  void callersNeverWaitAndNothingIsWarmedTwice() throws InterruptedException {
    CountDownLatch hold = new CountDownLatch(1);
    AtomicInteger ready = new AtomicInteger();
    CountDownLatch last = new CountDownLatch(1);
    String key = new String("the same loop");
    WarmUp.start(new Object(), () -> await(hold), () -> {});
    WarmUp.start(new Object(), () -> {}, last::countDown);
    WarmUp.start(key, () -> {}, ready::incrementAndGet);
    WarmUp.start(new String(key), () -> {}, ready::incrementAndGet);
    hold.countDown();
    assertTrue(last.await(1, TimeUnit.MINUTES));
    assertEquals(1, ready.get());
    WarmUp.start(key, () -> {}, ready::incrementAndGet);
    CountDownLatch behind = new CountDownLatch(1);
    WarmUp.start(new Object(), () -> {}, behind::countDown);
    assertTrue(behind.await(1, TimeUnit.MINUTES));
    assertEquals(1, ready.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aLoopThatFailsIsNeverReadyAndTheNextOneIs() throws InterruptedException {
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch next = new CountDownLatch(1);
    WarmUp.start(
        "a loop that fails",
        () -> {
          throw new IllegalStateException("as this test wants it");
        },
        failed::incrementAndGet);
    WarmUp.start(new Object(), () -> {}, next::countDown);
    assertTrue(next.await(1, TimeUnit.MINUTES));
    assertEquals(0, failed.get());
  }

  @Test
  void aLoopSettlesWhenItNoLongerGetsFaster() {
    Settling settling = new Settling();
    int slow = 3_000;
    for (int i = 0; i < slow; i++) {
      assertFalse(settling.isOver(15 * MICROS), "still slow, round " + i);
    }
    int fast = 0;
    while (!settling.isOver(MICROS)) {
      fast++;
    }
    assertEquals(Settling.CALM_NANOS / MICROS, fast);
  }

  @Test
  void aLoopThatIsSlowOrKeepsGettingFasterStopsAtTheLimit() {
    Settling settling = new Settling();
    long nanos = Settling.LIMIT_NANOS / 3;
    assertFalse(settling.isOver(nanos));
    assertFalse(settling.isOver(nanos));
    assertTrue(settling.isOver(nanos + 2));
  }
}
