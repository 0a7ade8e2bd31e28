package io.sabot.operator;

import io.sabot.batch.Batch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of what a {@link MergingRun} does at the end, or a {@link SharingRun} before its first
 * rows, for whichever thread takes it.
 */
public interface RunPart extends AutoCloseable {
  /**
   * The next batch of this piece, of at least one row, which passes to the caller; null where the
   * piece is through. One thread at a time calls.
   */
  @Nullable Batch next();

  /** Frees what the piece holds of its own. Closing twice does nothing. */
  @Override
  default void close() {}

  /** A piece of work that gives nothing. */
  static RunPart doing(Runnable work) {
    return () -> {
      work.run();
      return null;
    };
  }

  /** A piece that gives one batch. */
  static RunPart giving(Supplier<Batch> batch) {
    return new RunPart() {
      private boolean given;

      @Override
      public @Nullable Batch next() {
        boolean first = !given;
        given = true;
        return first ? batch.get() : null;
      }
    };
  }
}
