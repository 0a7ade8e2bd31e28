package io.sabot.operators.internal.generate;

import org.jspecify.annotations.Nullable;

/** The loop of a template, for all runs of the process. */
final class LoopEntry {
  private final Template template;
  private final Trial dense = new Trial(this, false);
  private final Trial masked = new Trial(this, true);
  private @Nullable LoopClass loop;

  LoopEntry(Template template) {
    this.template = template;
  }

  Template template() {
    return template;
  }

  /** Whether the loop is faster than the kernels, for rows with nulls or for those without. */
  Trial trial(boolean nulls) {
    return nulls ? masked : dense;
  }

  /** The loop at once, cold as it is; null where its code would be too long. */
  synchronized @Nullable LoopClass now() {
    if (loop == null) {
      loop = LoopClass.define(template, Shape.of(template));
    }
    return loop;
  }
}
