package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);

  @Test
  void refusesWhatPassesTheLimitAndSaysWhoHoldsWhat() {
    Reservation build = budget.reserve("HashJoin build");
    build.grow(60);
    Reservation sort = budget.reserve("Sort rows");
    sort.grow(30);
    sort.spilled(3);
    sort.spilled(4);
    assertThatThrownBy(() -> sort.grow(11))
        .isInstanceOf(MemoryLimitException.class)
        .hasMessage(
            "Sort rows: a run may hold 100 bytes, and holds 90, but 11 more were asked for, 30 held"
                + " and 7 spilled here; raise RunOptions.withMemoryBudget, or reduce the rows that"
                + " reach this stage")
        .satisfies(failure ->
            assertThat(((MemoryLimitException) failure).code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    assertThat(sort.bytes()).isEqualTo(30);
    sort.grow(10);
    assertThat(budget.holders()).containsExactly(build, sort);
  }

  /** All parts of a stage count, those that are closed, too. */
  @Test
  void aRefusalSaysWhatTheStageHasSpilled() {
    Reservation before = budget.reserve("GroupBy", "groups");
    before.spilled(20);
    before.close();
    Reservation files = budget.reserve("GroupBy", "files");
    files.spilled(3);
    files.grow(10);
    budget.reserve("Sort", "rows").spilled(100);
    Reservation groups = budget.reserve("GroupBy", "groups");
    assertThatThrownBy(() -> groups.grow(91))
        .hasMessageStartingWith("GroupBy groups: ")
        .hasMessageContaining("91 more were asked for, 10 held and 23 spilled here");
  }

  @Test
  void closingGivesEverythingBackOnce() {
    Reservation rows = budget.reserve("rows");
    rows.grow(70);
    rows.shrink(20);
    assertThat(budget.reserved()).isEqualTo(50);
    rows.close();
    rows.close();
    assertThat(budget.reserved()).isZero();
    assertThat(budget.peak()).isEqualTo(70);
    assertThat(budget.holders()).isEmpty();
  }

  @Test
  void bytesPassToAnotherReservationOfTheRunThoughItIsFull() {
    Reservation from = budget.reserve("from");
    Reservation to = budget.reserve("to");
    from.grow(60);
    to.grow(40);
    from.pass(50, to);
    assertThat(from.bytes()).isEqualTo(10);
    assertThat(to.bytes()).isEqualTo(90);
    assertThat(budget.reserved()).isEqualTo(100);
    assertThatThrownBy(() -> from.pass(11, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "from: what is passed on must be held and stay in the run, but 11 of 10 bytes go to"
                + " to");
    Reservation elsewhere = new MemoryBudget(100).reserve("elsewhere");
    assertThatThrownBy(() -> from.pass(1, elsewhere)).isInstanceOf(IllegalArgumentException.class);
    assertThat(from.bytes()).isEqualTo(10);
    assertThat(elsewhere.bytes()).isZero();
  }

  @Test
  void othersAreAskedToGiveBackLargestFirstBeforeOneIsRefused() {
    Reservation small = budget.reserve("small");
    Reservation large = budget.reserve("large");
    Reservation asks = budget.reserve("asks");
    small.grow(10);
    large.grow(60);
    asks.grow(20);
    List<Long> askedOfLarge = new ArrayList<>();
    large.onPressure(missing -> {
      askedOfLarge.add(missing);
      large.shrink(15);
    });
    small.onPressure(missing -> small.shrink(Math.min(missing, small.bytes())));
    asks.onPressure(missing -> fail("the stage that asks is not asked"));
    asks.grow(20);
    assertThat(askedOfLarge).containsExactly(10L);
    assertThat(List.of(small.bytes(), large.bytes(), asks.bytes())).containsExactly(10L, 45L, 40L);
    asks.grow(25);
    assertThat(askedOfLarge).containsExactly(10L, 20L);
    assertThat(List.of(small.bytes(), large.bytes(), asks.bytes())).containsExactly(5L, 30L, 65L);
    assertThatThrownBy(() -> asks.grow(90))
        .hasMessageContaining("raise RunOptions.withMemoryBudget");
    assertThat(asks.bytes()).isEqualTo(65);
  }

  /** A stage may have hundreds of them. */
  @Test
  void budgetsOfTheirOwnHaveNothingInCommon() {
    List<Long> asked = new ArrayList<>();
    Reservation nearlyAll = new MemoryBudget(Long.MAX_VALUE).reserve("nearly all");
    nearlyAll.onPressure(asked::add);
    nearlyAll.grow(Long.MAX_VALUE - 10);
    budget.reserve("little").grow(60);
    assertThat(asked).isEmpty();
  }

  @Test
  void whoHoldsManyReservationsIsAskedOnce() {
    List<Long> asked = new ArrayList<>();
    PressureHook hook = asked::add;
    for (int part = 0; part < 5; part++) {
      Reservation reservation = budget.reserve("part " + part);
      reservation.grow(10);
      reservation.onPressure(hook);
    }
    Reservation larger = budget.reserve("larger");
    larger.grow(40);
    larger.onPressure(missing -> asked.add(-missing));
    Reservation asks = budget.reserve("asks");
    assertThat(asks.hasRoom(30)).isFalse();
    assertThat(asked).containsExactly(20L, -20L);
  }

  @Test
  void whatIsHeldMayMakeRoomForOthers() {
    Reservation asks = budget.reserve("asks");
    asks.grow(70);
    budget.reserve("other").grow(20);
    assertThat(asks.hasRoom(11)).isFalse();
    assertThat(asks.hasRoomInstead(80)).isTrue();
    assertThat(asks.hasRoomInstead(81)).isFalse();
    assertThat(asks.hasRoomInstead(Long.MAX_VALUE)).isFalse();
    assertThat(budget.reserved()).isEqualTo(90);
  }

  @Test
  void refusesNumbersThatWouldOverflow() {
    Reservation rows = budget.reserve("rows");
    rows.grow(1);
    assertThatThrownBy(() -> rows.grow(Long.MAX_VALUE)).isInstanceOf(MemoryLimitException.class);
    assertThat(budget.reserved()).isEqualTo(1);
  }
}
