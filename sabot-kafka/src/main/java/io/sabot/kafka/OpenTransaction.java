package io.sabot.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The end of a transaction, as the consumer sees it: from the moment its offsets are told until
 * they are committed the consumer does not poll, and so joins no new generation of its group, which
 * would void them.
 */
final class OpenTransaction {
  private final TopicSettings settings;
  private boolean open;

  OpenTransaction(TopicSettings settings) {
    this.settings = settings;
  }

  boolean isOpen() {
    return open;
  }

  /**
   * The offsets of all that was given.
   *
   * @throws io.sabot.RestartException where a partition went to another before: the transaction has
   *     rows of it, and must not commit them without its offset
   */
  TransactionOffsets begin(
      Consumer<byte[], byte[]> consumer, Positions positions, Map<Integer, String> notes) {
    Due due = Due.of(positions, notes);
    positions
        .next()
        .forEach((tenure, offset) -> {
          if (!tenure.isCommitted(offset) && !due.places().containsKey(tenure)) {
            throw Problems.lost(settings, tenure.partition().partition());
          }
        });
    open = true;
    return new TransactionOffsets(due, consumer.groupMetadata());
  }

  void commit(TransactionOffsets offsets) {
    offsets.due().done();
    open = false;
  }

  /** It is void. */
  void abort() {
    open = false;
  }
}
