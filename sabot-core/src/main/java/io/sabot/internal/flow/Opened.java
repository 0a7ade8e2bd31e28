package io.sabot.internal.flow;

import io.sabot.internal.run.Puller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an emission has opened, apart from it: so that it can be freed where subscriber and
 * subscription are lost together.
 */
final class Opened<T> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

  private volatile @Nullable Puller<T> puller;

  @Nullable Puller<T> get() {
    return puller;
  }

  void set(@Nullable Puller<T> other) {
    puller = other;
  }

  /** Called where the emission can no longer be reached. */
  @Override
  public void run() {
    Puller<T> lost = puller;
    puller = null;
    if (lost != null) {
      LOG.warn(
          "{}: a subscriber must cancel a subscription it does not see to its end, but one was"
              + " lost; call cancel()",
          lost.name());
      lost.close();
    }
  }
}
