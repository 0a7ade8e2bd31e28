package io.sabot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.operator.Signal.Barrier;
import io.sabot.operator.Signal.Watermark;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalAlignerTest {
  private final SignalAligner aligner = new SignalAligner(3);

  @Test
  void theWatermarkIsTheSmallestAndNeverFalls() {
    assertNull(aligner.accept(0, new Watermark(5)));
    assertNull(aligner.accept(1, new Watermark(7)));
    assertEquals(new Watermark(3), aligner.accept(2, new Watermark(3)));
    assertNull(aligner.accept(2, new Watermark(2)));
    assertEquals(new Watermark(5), aligner.accept(2, new Watermark(9)));
    assertEquals(List.of(new Watermark(7)), aligner.finish(0));
    assertEquals(List.of(new Watermark(9)), aligner.finish(1));
    assertEquals(List.of(), aligner.finish(2));
  }

  @Test
  void aBarrierPassesOnceEveryOpenInputHasDeliveredIt() {
    assertNull(aligner.accept(1, new Barrier(1)));
    assertTrue(aligner.holds(1));
    assertFalse(aligner.holds(0));
    assertNull(aligner.accept(0, new Barrier(1)));
    assertEquals(new Barrier(1), aligner.accept(2, new Barrier(1)));
    assertFalse(aligner.holds(1));
  }

  @Test
  void anInputThatEndsFreesTheBarriersThatWaitedForIt() {
    assertEquals(List.of(), aligner.finish(2));
    aligner.accept(0, new Barrier(1));
    aligner.accept(0, new Watermark(4));
    assertEquals(List.of(new Barrier(1), new Watermark(4)), aligner.finish(1));
    assertEquals(new Barrier(2), aligner.accept(0, new Barrier(2)));
  }

  @Test
  void anInputThatHasDeliveredCountsOnceItHasEnded() {
    aligner.accept(0, new Barrier(1));
    assertEquals(List.of(), aligner.finish(0));
    assertNull(aligner.accept(1, new Barrier(1)));
    assertEquals(new Barrier(1), aligner.accept(2, new Barrier(1)));
  }

  @Test
  void flushesAndGroupsPassAtOnce() {
    aligner.accept(0, new Barrier(1));
    Signal assigned = new Signal.GroupsAssigned(Map.of(3, "", 4, "note"));
    Signal revoked = new Signal.GroupsRevoked(Set.of(3));
    assertEquals(Signal.FLUSH, aligner.accept(1, Signal.FLUSH));
    assertEquals(assigned, aligner.accept(1, assigned));
    assertEquals(revoked, aligner.accept(2, revoked));
  }
}
