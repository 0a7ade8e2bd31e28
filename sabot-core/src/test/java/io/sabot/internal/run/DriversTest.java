package io.sabot.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Helpers leave a processor to each thread that drives a run. */
class DriversTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final int MANY = Math.max(2, PROCESSORS);
  private static final long CALM_NANOS = 5_000_000;

  private int driving;
  private int helping;

  private void enter(int threads) {
    for (int i = 0; i < threads; i++) {
      Drivers.enter();
      driving++;
    }
  }

  private void help(int threads) {
    for (int i = 0; i < threads; i++) {
      Drivers.beginHelp();
      helping++;
    }
  }

  @AfterEach
  void allLeave() {
    for (; driving > 0; driving--) {
      Drivers.leave();
    }
    for (; helping > 0; helping--) {
      Drivers.endHelp();
    }
  }

  private static void awaitRoom() {
    while (!Drivers.leaveRoom()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aRunAloneMayHaveAllHelp() {
    enter(1);
    help(PROCESSORS);
    awaitRoom();
    assertThat(Drivers.areCrowded()).isFalse();
  }

  @Test
  void asManyDriversAsProcessorsGetNoHelp() {
    enter(MANY);
    assertThat(Drivers.leaveRoom()).isFalse();
    assertThat(Drivers.areCrowded()).isEqualTo(MANY > PROCESSORS);
  }

  @Test
  void whoHelpsBesideDriversIsInTheWay() {
    enter(MANY);
    help(1);
    assertThat(Drivers.areCrowded()).isTrue();
    Drivers.leave();
    driving--;
    assertThat(Drivers.areCrowded()).isEqualTo(driving > 1 && driving + helping > PROCESSORS);
  }

  @Test
  void helpBeginsWhenItHasBeenCalmForAWhile() {
    long full = System.nanoTime();
    enter(MANY);
    allLeave();
    awaitRoom();
    assertThat(System.nanoTime() - full).isGreaterThan(CALM_NANOS);
  }
}
