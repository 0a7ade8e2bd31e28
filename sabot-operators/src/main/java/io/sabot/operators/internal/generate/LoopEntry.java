package io.sabot.operators.internal.generate;

import org.jspecify.annotations.Nullable;

/** The loop of a template, for all runs of the process. */
final class LoopEntry {
  /** What a step takes for a row, once it is compiled, at the most; before, it takes far more. */
  private static final double VECTOR_NANOS = 2;

  private static final double SCALAR_NANOS = 4;

  private final Template template;
  private @Nullable LoopClass loop;
  private boolean dense;
  private boolean masked;

  LoopEntry(Template template) {
    this.template = template;
  }

  /** The loop at once, cold as it is; null where its code would be too long. */
  synchronized @Nullable LoopClass now() {
    if (loop == null) {
      loop = LoopClass.define(template, Shape.of(template));
    }
    return loop;
  }

  private synchronized boolean isCompiled(boolean nulls) {
    return nulls ? masked : dense;
  }

  private synchronized void compiled(boolean nulls) {
    masked |= nulls;
    dense |= !nulls;
  }

  /** Has the loop compiled, on this thread, for rows with nulls or for those without. */
  boolean compile(LoopClass made, boolean nulls) {
    if (isCompiled(nulls)) {
      return true;
    }
    double step = made.shape().lanes() == 1 ? SCALAR_NANOS : VECTOR_NANOS;
    boolean done =
        new Patience().isCompiled(new Warming(template, made, nulls), step * template.size());
    if (done) {
      compiled(nulls);
    }
    return done;
  }
}
