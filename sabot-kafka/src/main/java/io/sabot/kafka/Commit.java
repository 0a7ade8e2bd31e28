package io.sabot.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the brokers note how far partitions were read. Tried until they have, whatever moves or is
 * away meanwhile; partitions that others read by now are theirs to commit.
 *
 * @param longestAttempt polls wait for an attempt, and so do those who want the consumer to stop
 */
record Commit(
    String source,
    Uninterrupted calls,
    Positions positions,
    Map<Integer, String> notes,
    Duration longestAttempt)
    implements Requests.Work<Set<Integer>> {
  private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

  /** The partitions of which the brokers keep the notes. */
  @Override
  public @Nullable Set<Integer> attempt(Consumer<byte[], byte[]> consumer) {
    Due due = Due.of(positions, notes);
    if (due.isNothing()) {
      return Due.noted(positions, notes);
    }
    try {
      calls.run(() -> consumer.commitSync(due.offsets(), longestAttempt));
      due.done();
      return Due.noted(positions, notes);
    } catch (CommitFailedException | RebalanceInProgressException moving) {
      LOG.debug("{}: positions are not noted yet, partitions move", source, moving);
      return null;
    } catch (TimeoutException late) {
      LOG.debug("{}: positions are not noted yet, the brokers do not answer", source, late);
      return null;
    }
  }
}
