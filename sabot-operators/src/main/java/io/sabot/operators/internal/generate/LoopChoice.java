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

  /** What waits for the time that the kernels take. */
  private @Nullable Trial waiting;

  LoopChoice(Template.Filled filled, Backend asked) {
    this.filled = filled;
    this.entry = LoopCache.of(filled.template());
    this.asked = asked;
  }

  /** The loop for a batch, or null where it is left to the kernels. */
  @Nullable BlockLoop of(Batch batch) {
    waiting = null;
    if (!filled.takes(batch)) {
      return null;
    }
    boolean nulls = filled.hasNulls(batch);
    BlockLoop known = nulls ? masked : dense;
    if (known != null) {
      return known;
    }
    LoopClass type = chosen(entry.trial(nulls), batch.length());
    if (type == null) {
      return null;
    }
    BlockLoop loop = new BlockLoop(type, filled, nulls);
    if (nulls) {
      masked = loop;
    } else {
      dense = loop;
    }
    return loop;
  }

  private @Nullable LoopClass chosen(Trial trial, int rows) {
    if (asked == Backend.GENERATED) {
      return entry.now();
    }
    waiting = trial;
    return trial.winner(rows);
  }

  /** Takes how long the kernels took for the batch of which {@link #of} gave none. */
  void kernelsTook(int rows, long nanos) {
    if (waiting != null) {
      waiting.kernelsTook(rows, nanos);
    }
  }
}
