package io.sabot.testkit;

import io.sabot.batch.Batch;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** A bounded source over batches that stay with the caller, selections and dictionaries kept. */
record BatchSource(Schema schema, List<Batch> batches) implements Source {
  @Override
  public String name() {
    return "test batches";
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public Readers readers() {
    return Readers.ANY_THREAD;
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new Reader());
  }

  private final class Reader implements SplitReader {
    private int next;

    @Override
    public Step poll() {
      return next == batches.size() ? Step.DONE : new Step.Emit(batches.get(next++).share());
    }

    @Override
    public void close() {}
  }
}
