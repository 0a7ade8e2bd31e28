package io.sabot.source;

import io.sabot.internal.flow.FlowDoor;
import io.sabot.internal.run.Pulled;
import io.sabot.operator.Step;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A publisher that gives its batches away, to one run. */
record PublisherSource(
    Schema schema, Flow.Publisher<VectorSchemaRoot> batches, Boundedness boundedness, Once once)
    implements Source {

  /** Batches that may wait: enough to keep both sides busy, few enough to hold little. */
  private static final int PREFETCH = 4;

  PublisherSource(
      Schema schema, Flow.Publisher<VectorSchemaRoot> batches, Boundedness boundedness) {
    this(schema, batches, boundedness, new Once());
  }

  @Override
  public String name() {
    return "publisher";
  }

  @Override
  public Reopening reopening() {
    return Reopening.ONCE;
  }

  @Override
  public Waiting waiting() {
    return Waiting.WAKES_UP;
  }

  @Override
  public List<Split> splits() {
    once.take(name(), "make a new source over the publisher");
    return List.of(context -> new Reader());
  }

  private final class Reader implements SplitReader {
    private FlowDoor.@Nullable Inlet<VectorSchemaRoot> inlet;

    @Override
    public Step poll() {
      if (inlet == null) {
        inlet = new FlowDoor.Inlet<>(name(), PREFETCH, VectorSchemaRoot::close);
        batches.subscribe(inlet);
      }
      return switch (inlet.pull()) {
        case Pulled.Item<VectorSchemaRoot>(VectorSchemaRoot root) ->
            IteratorReader.step(root, schema, name());
        case Pulled.Waiting<VectorSchemaRoot>(CompletionStage<?> wakeUp) ->
            new Step.Blocked(wakeUp);
        case Pulled.End<VectorSchemaRoot> end -> Step.DONE;
        case Pulled.Again<VectorSchemaRoot> again ->
            throw new IllegalStateException("an inlet waits or gives");
      };
    }

    @Override
    public void close() {
      if (inlet != null) {
        inlet.close();
      }
    }
  }
}
