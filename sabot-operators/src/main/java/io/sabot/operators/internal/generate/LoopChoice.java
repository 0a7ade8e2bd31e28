package io.sabot.operators.internal.generate;

import io.sabot.Backend;
import io.sabot.batch.Batch;
import org.jspecify.annotations.Nullable;

/** Which loop a run uses for a batch, if any. Of one run, used by one thread at a time. */
final class LoopChoice {
  private final Template.Filled filled;
  private final LoopEntry entry;
  private final Backend asked;
  private @Nullable BlockLoop dense;
  private @Nullable BlockLoop masked;

  /** What judges by the time that the batch at hand takes. */
  private @Nullable Trial trial;

  LoopChoice(Template.Filled filled, Backend asked) {
    this.filled = filled;
    this.entry = LoopCache.of(filled.template());
    this.asked = asked;
  }

  /** The loop for a batch, or null where it is left to the kernels. */
  @Nullable BlockLoop of(Batch batch) {
    trial = null;
    if (!filled.takes(batch)) {
      return null;
    }
    boolean nulls = filled.hasNulls(batch);
    LoopClass type = chosen(nulls, batch.length());
    return type == null ? null : loop(type, nulls);
  }

  private @Nullable LoopClass chosen(boolean nulls, int rows) {
    if (asked == Backend.GENERATED) {
      return entry.now();
    }
    trial = entry.trial(nulls);
    return trial.choice(rows);
  }

  private BlockLoop loop(LoopClass type, boolean nulls) {
    BlockLoop known = nulls ? masked : dense;
    if (known == null) {
      known = new BlockLoop(type, filled, nulls);
      if (nulls) {
        masked = known;
      } else {
        dense = known;
      }
    }
    return known;
  }

  /** Takes how long the kernels took for the batch for which {@link #of} gave none. */
  void kernelsTook(int rows, long nanos) {
    if (trial != null) {
      trial.kernelsTook(rows, nanos);
    }
  }

  /** Takes how long the loop took for the batch for which {@link #of} gave it. */
  void loopTook(int rows, long nanos) {
    if (trial != null) {
      trial.loopTook(rows, nanos);
    }
  }
}
