package io.sabot.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a consumer has a partition. Where the partition goes to another and comes
 * back, that is another tenure: what was read in the first is no longer this consumer's to commit.
 */
final class Tenure {
  private final TopicPartition partition;
  private volatile State state = State.READ;

  /** What the brokers have noted of it, in this tenure or before; null where nothing was. */
  private volatile @Nullable OffsetAndMetadata committed;

  private enum State {
    READ,
    LEAVING,
    OVER
  }

  Tenure(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
    this.partition = partition;
    this.committed = committed;
  }

  TopicPartition partition() {
    return partition;
  }

  /** Whether rows may be given of it. */
  boolean isRead() {
    return state == State.READ;
  }

  /** Whether its offsets may be committed. */
  boolean isHeld() {
    return state != State.OVER;
  }

  /** No more rows are given of it; those that were are still to be committed. */
  void leave() {
    state = State.LEAVING;
  }

  /** The partition is another's. */
  void end() {
    state = State.OVER;
  }

  @Nullable OffsetAndMetadata committed() {
    return committed;
  }

  void commit(OffsetAndMetadata place) {
    committed = place;
  }

  /** Whether the brokers have noted that reading goes on at an offset, or behind it. */
  boolean isCommitted(long offset) {
    OffsetAndMetadata known = committed;
    return known != null && known.offset() >= offset;
  }

  /** The note that stands with the last commit; empty where there is none. */
  String note() {
    OffsetAndMetadata known = committed;
    return known == null ? "" : known.metadata();
  }
}
