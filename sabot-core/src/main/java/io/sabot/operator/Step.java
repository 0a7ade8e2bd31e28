package io.sabot.operator;

import io.sabot.batch.Batch;
import java.util.concurrent.CompletionStage;

/** The answer of one poll. */
public sealed interface Step {
  /** Feed me. */
  Step NEEDS_INPUT = new NeedsInput();

  /** Nothing more will come. */
  Step DONE = new Done();

  /** A batch of at least one row; it passes to the poller. */
  record Emit(Batch batch) implements Step {}

  /** A signal to pass on. */
  record Pass(Signal signal) implements Step {}

  /** Nothing to give until an input is pushed, signalled or finished. */
  record NeedsInput() implements Step {}

  /** Nothing to give until {@code wakeUp} completes, in whatever way. */
  record Blocked(CompletionStage<?> wakeUp) implements Step {}

  /** Nothing more will come; stays so. */
  record Done() implements Step {}
}
