package io.sabot.operators.internal.gandiva;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.Delegate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Native code is made late where it was not asked for, and kept for the next run. */
class LateComputationTest {
  private static final BoundColumn COLUMN = new BoundColumn(0, "x", Types.FLOAT64, true);
  private static final Tree SUM =
      new Tree.Call(
          "add",
          List.of(new Tree.Input(0, Types.FLOAT64), new Tree.Input(0, Types.FLOAT64)),
          Types.FLOAT64);
  private static final NativeProjector.Key KEY =
      new NativeProjector.Key(List.of(Types.FLOAT64), List.of(SUM));

  @Test
  void kernelsGoOnWhereItCannotBeMade() {
    AtomicInteger asked = new AtomicInteger();
    try (LateComputation late =
        new LateComputation(
            List.of(COLUMN),
            () -> {
              asked.incrementAndGet();
              return null;
            })) {
      assertThat(late.takes((int) LateComputation.ROWS - 1)).isFalse();
      assertThat(asked).hasValue(0);
      assertThat(late.takes(1)).isFalse();
      assertThat(late.takes(1)).isFalse();
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void nothingIsMadeBeforeManyRows() {
    if (GandivaLibrary.missing() != null) {
      return;
    }
    BoundExpression twice =
        new BoundExpression.BoundCall(
            Function.PLUS, List.of(COLUMN, COLUMN), Types.FLOAT64, true, false);
    GandivaDelegate delegate = new GandivaDelegate(Set.of(twice), Start.LATE);
    try (Delegate.Computation late = delegate.of("Test", twice)) {
      assertThat(late).isInstanceOf(LateComputation.class);
      assertThat(late.takes(1)).isFalse();
    }
  }

  @Test
  void itTakesOverOnceAndGoesBackToThePool() throws Exception {
    if (GandivaLibrary.absence() != null) {
      return;
    }
    NativeProjector projector = Projectors.take(KEY);
    try (LateComputation late =
        new LateComputation(
            List.of(COLUMN),
            () -> new GandivaComputation(projector, List.of(COLUMN), Types.FLOAT64))) {
      assertThat(late.takes((int) LateComputation.ROWS - 1)).isFalse();
      assertThat(late.takes(1)).isTrue();
      assertThat(late.takes(1)).isTrue();
    }
    NativeProjector again = Projectors.take(KEY);
    assertThat(again).isSameAs(projector);
    NativeProjector other = Projectors.take(KEY);
    assertThat(other).isNotSameAs(projector);
    Projectors.giveBack(again);
    Projectors.giveBack(other);
  }

  @Test
  void thePoolIsBounded() throws Exception {
    if (GandivaLibrary.absence() != null) {
      return;
    }
    int before = Projectors.count();
    for (int i = 0; i < Projectors.IDLE + 3; i++) {
      Tree literal = new Tree.Literal((double) i, Types.FLOAT64);
      Tree sum =
          new Tree.Call("add", List.of(new Tree.Input(0, Types.FLOAT64), literal), Types.FLOAT64);
      Projectors.giveBack(
          Projectors.take(new NativeProjector.Key(List.of(Types.FLOAT64), List.of(sum))));
    }
    assertThat(Projectors.count()).isLessThanOrEqualTo(Math.max(before, Projectors.IDLE));
  }
}
