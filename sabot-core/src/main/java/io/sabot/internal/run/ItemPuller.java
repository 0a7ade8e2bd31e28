package io.sabot.internal.run;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Pulls what a function finds in each batch, such as its rows as records. A batch is closed once
 * its last item is pulled; the items must not hold its memory.
 *
 * @param <T> the items
 */
public final class ItemPuller<T> implements Puller<T> {
  private final Execution execution;
  private final Function<? super VectorSchemaRoot, ? extends Iterator<? extends T>> decoder;
  private @Nullable VectorSchemaRoot batch;
  private @Nullable Iterator<? extends T> items;

  /** Takes over an execution. */
  public ItemPuller(
      Execution execution,
      Function<? super VectorSchemaRoot, ? extends Iterator<? extends T>> decoder) {
    this.execution = execution;
    this.decoder = decoder;
  }

  @Override
  public Pulled<T> pull() {
    try {
      if (items != null && items.hasNext()) {
        return new Pulled.Item<>(items.next());
      }
      closeBatch();
      return nextBatch();
    } catch (Throwable failure) {
      close();
      throw Failures.of(failure, execution.stage().name(), execution.stage().origin());
    }
  }

  private Pulled<T> nextBatch() {
    return switch (execution.pull()) {
      case Pulled.Item<VectorSchemaRoot>(VectorSchemaRoot root) -> {
        batch = root;
        items = decoder.apply(root);
        yield new Pulled.Again<>();
      }
      case Pulled.Waiting<VectorSchemaRoot>(var wakeUp) -> new Pulled.Waiting<>(wakeUp);
      case Pulled.Again<VectorSchemaRoot> again -> new Pulled.Again<>();
      case Pulled.End<VectorSchemaRoot> end -> new Pulled.End<>();
    };
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
  public void close() {
    closeBatch();
    execution.close();
  }

  private void closeBatch() {
    items = null;
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }
}
