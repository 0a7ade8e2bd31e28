package io.sabot.internal.run;

import io.sabot.batch.Batch;
import io.sabot.operator.Step;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A morsel that is one batch. */
final class OneBatchNode implements Node {
  private final Consumer<Batch> check;
  private @Nullable Batch batch;

  /**
   * Takes over a batch.
   *
   * @param check refuses, and closes, what is not well-formed; called by the worker
   */
  OneBatchNode(Batch batch, Consumer<Batch> check) {
    this.batch = batch;
    this.check = check;
  }

  @Override
  public Step poll() {
    Batch given = batch;
    if (given == null) {
      return Step.DONE;
    }
    batch = null;
    check.accept(given);
    return new Step.Emit(given);
  }

  @Override
  public void stop() {}

  @Override
  public void close() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }
}
