package io.sabot.internal.run;

import java.util.concurrent.CompletionStage;

/**
 * The answer of one pull.
 *
 * @param <T> the items
 */
public sealed interface Pulled<T> {
  /** An item; it passes to whoever pulled. */
  record Item<T>(T value) implements Pulled<T> {}

  /** Nothing before {@code wakeUp} completes, in whatever way. */
  record Waiting<T>(CompletionStage<?> wakeUp) implements Pulled<T> {}

  /** Nothing this time; pull again. */
  record Again<T>() implements Pulled<T> {}

  /** Nothing more will come; stays so. */
  record End<T>() implements Pulled<T> {}
}
