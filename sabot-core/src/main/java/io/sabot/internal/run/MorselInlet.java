package io.sabot.internal.run;

import io.sabot.operator.Step;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker's stages read: one morsel after the other. Between two, and where the worker
 * should look up, it is blocked, so that the poll of the stages returns.
 */
final class MorselInlet implements Node {
  private static final Step NOTHING =
      new Step.Blocked(CompletableFuture.<Void>completedFuture(null));

  private final BooleanSupplier shouldPause;
  private @Nullable Node morsel;
  private boolean given;
  private boolean asked;
  private boolean ended;

  /**
   * An inlet without a morsel.
   *
   * @param shouldPause asked between the batches of a morsel
   */
  MorselInlet(BooleanSupplier shouldPause) {
    this.shouldPause = shouldPause;
  }

  /** Lends a morsel: it stays with its slot. */
  void take(Node next) {
    morsel = next;
    given = false;
  }

  /** Whether the morsel is through. */
  boolean isThrough() {
    return morsel == null;
  }

  /** Whether the stages have asked for a row: what they read besides has ended then. */
  boolean wasAsked() {
    return asked;
  }

  /** No more morsels will come. */
  void end() {
    ended = true;
  }

  @Override
  public Step poll() {
    asked = true;
    Node from = morsel;
    if (from == null) {
      return ended ? Step.DONE : NOTHING;
    }
    if (given && !(from instanceof OneBatchNode) && shouldPause.getAsBoolean()) {
      given = false;
      return NOTHING;
    }
    Step step = from.poll();
    given = true;
    if (step instanceof Step.Done) {
      from.close();
      morsel = null;
      return NOTHING;
    }
    return step;
  }

  @Override
  public void stop() {}

  @Override
  public void close() {
    morsel = null;
  }
}
