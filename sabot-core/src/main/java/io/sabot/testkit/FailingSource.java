package io.sabot.testkit;

import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.SplitReader;

/** A source that throws where a batch is due, in each run anew. It gives up pushing work down. */
public final class FailingSource extends SourceWrapper {
  private final int goodBatches;

  private FailingSource(Source source, int goodBatches) {
    super(source);
    this.goodBatches = goodBatches;
  }

  /**
   * Gives {@code goodBatches} of each split of {@code source}, then throws {@link
   * IllegalStateException} with the message {@code the source broke after N batches}.
   */
  public static FailingSource after(int goodBatches, Source source) {
    return new FailingSource(source, goodBatches);
  }

  @Override
  SplitReader wrap(SplitReader reader) {
    return new SplitReader() {
      private int given;

      @Override
      public Step poll() {
        if (given == goodBatches) {
          throw new IllegalStateException("the source broke after " + goodBatches + " batches");
        }
        Step step = reader.poll();
        given += step instanceof Step.Emit ? 1 : 0;
        return step;
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }
}
