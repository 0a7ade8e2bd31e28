package io.sabot.operators.internal.generate;

import io.sabot.Backend;
import io.sabot.batch.Batch;
import io.sabot.operators.internal.generate.Parts.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which loop a run uses for a batch, if any. Of one run, used by one thread at a time. */
final class LoopChoice {
  private final List<Part> parts;
  private final Loops loops;
  private final Backend asked;
  private @Nullable BlockLoop dense;
  private @Nullable BlockLoop masked;

  /** What judges by the time that the batch at hand takes. */
  private @Nullable Trial trial;

  LoopChoice(List<Part> parts, Backend asked) {
    this.parts = parts;
    this.loops = LoopCache.of(parts.stream().map(part -> part.filled().template()).toList());
    this.asked = asked;
  }

  /** The loop for a batch, or null where it is left to the kernels. */
  @Nullable BlockLoop of(Batch batch) {
    trial = null;
    boolean nulls = false;
    for (Part part : parts) {
      if (!part.filled().takes(batch)) {
        return null;
      }
      nulls |= part.filled().hasNulls(batch);
    }
    List<LoopClass> types = chosen(nulls, batch.length());
    return types == null ? null : loop(types, nulls);
  }

  private @Nullable List<LoopClass> chosen(boolean nulls, int rows) {
    if (asked == Backend.GENERATED) {
      return loops.now();
    }
    trial = loops.trial(nulls);
    return trial.choice(rows);
  }

  private BlockLoop loop(List<LoopClass> types, boolean nulls) {
    BlockLoop known = nulls ? masked : dense;
    if (known == null) {
      known = new BlockLoop(types, parts, nulls);
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
