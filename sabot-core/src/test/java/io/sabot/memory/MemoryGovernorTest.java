package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryGovernorTest {
  private final MemoryGovernor governor = new MemoryGovernor(100);
  private final MemoryBudget one = governor.budget(Long.MAX_VALUE);
  private final MemoryBudget two = governor.budget(90);
  private final Reservation rows = one.reserve("Sort rows");
  private final Reservation build = two.reserve("HashJoin build side");

  @Test
  void runsShareWhatTheProcessHas() {
    rows.grow(60);
    assertThatThrownBy(() -> build.grow(50))
        .hasMessage(
            "HashJoin build side: all runs may hold 100 bytes, and hold 60, but 50 more were asked"
                + " for, 0 held and 0 spilled here; give the process more memory, lower its -Xmx,"
                + " or run fewer at once");
    build.grow(40);
    rows.close();
    build.grow(50);
    assertThat(governor.reserved()).isEqualTo(90);
    assertThatThrownBy(() -> build.grow(1)).hasMessageContaining("a run may hold 90 bytes");
    build.close();
    assertThat(governor.reserved()).isZero();
  }

  @Test
  void theRunThatHoldsMoreGivesBack() {
    rows.grow(80);
    build.grow(20);
    rows.onPressure(new PressureGate(missing -> rows.shrink(missing)));
    build.onPressure(new PressureGate(missing -> build.shrink(missing)));
    assertThat(build.tryGrow(10)).isTrue();
    assertThat(rows.bytes()).isEqualTo(70);
    assertThat(rows.tryGrow(10)).isFalse();
    assertThat(build.bytes()).isEqualTo(30);
  }

  /** It is told no; the run that could not give back hears of it at its next step. */
  @Test
  void whoAsksDoesNotFailWithTheRunThatGives() {
    PressureGate gate =
        new PressureGate(missing -> {
          throw new IllegalStateException("disk");
        });
    rows.onPressure(gate);
    rows.grow(80);
    assertThat(build.tryGrow(50)).isFalse();
    assertThatThrownBy(gate::enter).hasMessage("disk");
  }

  @Test
  void theProcessHasWhatIsBesideTheHeap() {
    long limit = MemoryGovernor.process().limit();
    assertThat(limit).isPositive().isLessThan(Long.MAX_VALUE);
  }
}
