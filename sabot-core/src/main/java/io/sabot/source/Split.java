package io.sabot.source;

import io.sabot.operator.RunContext;

/** A part of a source that can be read on its own. */
@FunctionalInterface
public interface Split {
  /** Opens a reader; whoever opens it closes it. */
  SplitReader open(RunContext context);
}
