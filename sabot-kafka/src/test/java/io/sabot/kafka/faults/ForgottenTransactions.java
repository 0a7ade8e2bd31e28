package io.sabot.kafka.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends transactions that the broker has forgotten, as those who run one do with {@code
 * kafka-transactions.sh abort}. A broker that is killed and comes back alone may note a transaction
 * that took too long as aborted without a word of it in the partitions; then readers of committed
 * records wait there for ever.
 */
final class ForgottenTransactions {
  /** Much longer than a transaction may take. */
  private static final Duration OLD = Duration.ofSeconds(10);

  private final Admin admin;

  ForgottenTransactions(Admin admin) {
    this.admin = admin;
  }

  /** Ends those that are open in some partitions and were last written to long ago. */
  List<String> end(Collection<TopicPartition> partitions) {
    List<String> ended = new ArrayList<>();
    try {
      Map<TopicPartition, PartitionProducerState> states =
          admin.describeProducers(partitions).all().get();
      for (Map.Entry<TopicPartition, PartitionProducerState> state : states.entrySet()) {
        for (ProducerState producer : state.getValue().activeProducers()) {
          if (isForgotten(producer)) {
            abort(state.getKey(), producer);
            ended.add(state.getKey() + " of producer " + producer.producerId());
          }
        }
      }
    } catch (ExecutionException notNow) {
      // The broker is away; what is open is still open when it is back.
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return ended;
  }

  private static boolean isForgotten(ProducerState producer) {
    return producer.currentTransactionStartOffset().isPresent()
        && System.currentTimeMillis() - producer.lastTimestamp() > OLD.toMillis();
  }

  private void abort(TopicPartition partition, ProducerState producer)
      throws ExecutionException, InterruptedException {
    AbortTransactionSpec spec =
        new AbortTransactionSpec(
            partition,
            producer.producerId(),
            (short) producer.producerEpoch(),
            producer.coordinatorEpoch().orElse(0));
    admin.abortTransaction(spec).all().get();
  }
}
