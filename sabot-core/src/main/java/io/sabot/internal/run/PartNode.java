package io.sabot.internal.run;

import io.sabot.batch.Batch;
import io.sabot.operator.RunPart;
import io.sabot.operator.Step;

/** A piece of the end of a run, as a morsel. */
final class PartNode implements Node {
  private final RunPart part;

  PartNode(RunPart part) {
    this.part = part;
  }

  @Override
  public Step poll() {
    Batch batch = part.next();
    return batch == null ? Step.DONE : new Step.Emit(batch);
  }

  @Override
  public void stop() {}

  @Override
  public void close() {
    part.close();
  }
}
