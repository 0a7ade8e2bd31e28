package io.sabot.kafka;

import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.SinkWriter;
import java.time.Duration;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Writes in transactions: what was sent between two commits, and the offsets of the topics that it
 * was made of, become visible as one, or not at all. A transaction begins with the first record.
 */
final class TransactionWriter implements SinkWriter {
  /** How long a transaction may take to be aborted before it is left to the brokers. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final RunContext context;
  private final Producer<byte[], byte[]> producer;
  private final RecordSender sender;
  private final TransactionFailures failures;
  private boolean open;

  TransactionWriter(SinkSettings settings, ExactlyOnce how, Schema schema, RunContext context) {
    this.context = context;
    this.failures = new TransactionFailures(settings, how);
    try {
      Clients.requireTopic(
          settings.name(),
          settings.topic,
          settings.bootstrap,
          settings.properties,
          settings.timeout);
      this.producer = Clients.transactional(settings, how);
    } catch (RuntimeException thrown) {
      throw failures.named(thrown);
    }
    try {
      // Ends what a writer of the same name has left open.
      producer.initTransactions();
    } catch (RuntimeException thrown) {
      producer.close(Duration.ZERO);
      throw failures.named(thrown);
    }
    this.sender = new RecordSender(settings, schema.getFields(), producer, failures::named);
  }

  private void begin() {
    if (!open) {
      open = true;
      failures.begin();
      producer.beginTransaction();
    }
  }

  @Override
  public void write(Batch batch) {
    try (Batch flat = batch.flat(context.allocator())) {
      named(() -> {
        begin();
        sender.send(flat);
      });
    }
  }

  @Override
  public void prepare(long id) {
    named(sender::flush);
  }

  @Override
  public void commit(long id) {
    throw new UnsupportedOperationException("offsets belong to each commit");
  }

  @Override
  public void commit(long id, List<Object> offsets) {
    List<TransactionOffsets> moved =
        offsets.stream()
            .map(TransactionOffsets.class::cast)
            .filter(one -> !one.due().isNothing())
            .toList();
    if (!open && moved.isEmpty()) {
      return;
    }
    named(() -> {
      begin();
      for (TransactionOffsets one : moved) {
        producer.sendOffsetsToTransaction(one.due().offsets(), one.group());
      }
      producer.commitTransaction();
      open = false;
    });
  }

  private void named(Runnable call) {
    try {
      call.run();
    } catch (SabotException known) {
      throw known;
    } catch (InterruptException interrupted) {
      throw failures.interrupted();
    } catch (RuntimeException thrown) {
      throw failures.named(thrown);
    }
  }

  /** Whoever waits for the brokers gives up; a transaction that is open is aborted. */
  @Override
  public void stop() {
    producer.close(FAREWELL);
  }

  /** Left to {@link #close}, which does not wait for brokers that are away. */
  @Override
  public void abort() {}

  @Override
  public void close() {
    producer.close(FAREWELL);
  }
}
