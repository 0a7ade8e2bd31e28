package io.sabot.internal.flow;

import io.sabot.RunOptions;
import io.sabot.operator.Stage;
import java.util.concurrent.Flow;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Placeholder. */
public final class FlowDoor {
  private FlowDoor() {}

  /** Placeholder. */
  public static Flow.Publisher<VectorSchemaRoot> publisher(Stage stage, RunOptions options) {
    throw new UnsupportedOperationException();
  }
}
