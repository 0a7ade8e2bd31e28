package io.sabot.internal.run;

import org.apache.arrow.vector.VectorSchemaRoot;

/** Pulls the batches of an execution. */
public final class BatchPuller implements Puller<VectorSchemaRoot> {
  private final Execution execution;

  /** Takes over an execution. */
  public BatchPuller(Execution execution) {
    this.execution = execution;
  }

  @Override
  public Pulled<VectorSchemaRoot> pull() {
    return execution.pull();
  }

  @Override
  public String name() {
    return execution.name();
  }

  @Override
  public void stop() {
    execution.close();
  }

  @Override
  public void discard(VectorSchemaRoot item) {
    item.close();
  }

  @Override
  public void close() {
    execution.close();
  }
}
