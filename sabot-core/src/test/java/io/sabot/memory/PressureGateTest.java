package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PressureGateTest {
  private final MemoryBudget budget = new MemoryBudget(100);
  private final Reservation asks = budget.reserve("asks");
  private final Reservation holds = budget.reserve("holds");
  private final List<String> given = new ArrayList<>();
  private final PressureGate gate =
      new PressureGate(missing -> {
        given.add(Thread.currentThread().getName());
        holds.shrink(holds.bytes());
      });

  PressureGateTest() {
    holds.onPressure(gate);
    holds.grow(80);
  }

  @Test
  void whoAsksBetweenTwoStepsGivesBackItself() {
    assertThat(asks.tryGrow(50)).isTrue();
    assertThat(given).containsExactly(Thread.currentThread().getName());
    assertThat(holds.bytes()).isZero();
  }

  @Test
  void aStepUnderWayOnAnotherThreadAnswersWhenItEnds() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Thread step =
        Thread.ofPlatform()
            .name("step")
            .start(() -> {
              gate.enter();
              entered.countDown();
              awaitQuietly(asked);
              gate.leave();
            });
    entered.await();
    assertThat(asks.tryGrow(50)).isFalse();
    assertThat(asks.bytes()).isZero();
    assertThat(given).isEmpty();
    asked.countDown();
    step.join();
    assertThat(given).containsExactly("step");
    assertThat(asks.tryGrow(50)).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  /** The state is in the middle of something. */
  @Test
  void aStepThatAsksForAnotherReservationOfItsRunIsNotSpilledUnderIt() {
    gate.enter();
    assertThat(asks.tryGrow(50)).isFalse();
    assertThat(given).isEmpty();
    gate.leave();
    assertThat(given).hasSize(1);
    gate.enter();
    gate.leave();
    assertThat(given).hasSize(1);
  }

  /**
   * Two runs that take memory from each other, each on its thread, neither race nor stand still.
   */
  @Test
  void runsThatAskEachOtherGoOn() throws InterruptedException {
    MemoryBudget shared = new MemoryBudget(100);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SplittableRandom random = new SplittableRandom(i);
      threads.add(Thread.ofPlatform().unstarted(() -> new Holder(shared).work(random)));
      threads.getLast().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(shared.reserved()).isZero();
  }

  /** Counts what it holds without any lock but the gate. */
  private static final class Holder {
    private final Reservation reservation;
    private final PressureGate own = new PressureGate(missing -> spill());
    private long state;

    Holder(MemoryBudget budget) {
      reservation = budget.reserve("holder");
      reservation.onPressure(own);
    }

    private void spill() {
      assertThat(reservation.bytes()).isEqualTo(state);
      reservation.shrink(state);
      state = 0;
    }

    void work(SplittableRandom random) {
      for (int i = 0; i < 20_000; i++) {
        long more = random.nextLong(40);
        own.enter();
        try {
          if (reservation.tryGrow(more)) {
            state += more;
          } else {
            spill();
          }
        } finally {
          own.leave();
        }
      }
      own.enter();
      spill();
      reservation.close();
      own.leave();
    }
  }
}
