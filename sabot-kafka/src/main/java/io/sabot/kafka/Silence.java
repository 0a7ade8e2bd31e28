package io.sabot.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/**
 * For how long nothing has come from the brokers, not a byte. Any thread may ask; all look at the
 * bytes that the client counts, so that nobody is told of a silence that is over.
 */
final class Silence {
  private static final String GROUP = "consumer-metrics";
  private static final String BYTES = "incoming-byte-total";

  private @Nullable Metric received;
  private Object seen = 0;
  private long since;

  /** From here on something is to come. */
  synchronized void begin(Consumer<?, ?> consumer) {
    received =
        consumer.metrics().values().stream()
            .filter(metric -> metric.metricName().group().equals(GROUP))
            .filter(metric -> metric.metricName().name().equals(BYTES))
            .findFirst()
            .orElse(null);
    since = System.nanoTime();
  }

  /** Nothing more is to come. */
  synchronized void end() {
    received = null;
  }

  /** For how long; zero where nothing is to come. */
  synchronized Duration look() {
    Metric bytes = received;
    if (bytes == null) {
      return Duration.ZERO;
    }
    Object now = bytes.metricValue();
    if (!now.equals(seen)) {
      seen = now;
      since = System.nanoTime();
    }
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
