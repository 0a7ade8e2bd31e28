package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.SinkWriter;
import java.time.Duration;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;

/** Sends rows, and waits for the brokers where it is to commit. */
final class TopicWriter implements SinkWriter {
  private final SinkSettings settings;
  private final RunContext context;
  private final Producer<byte[], byte[]> producer;
  private final RecordSender sender;
  private volatile boolean dropped;

  TopicWriter(SinkSettings settings, Schema schema, RunContext context) {
    this.settings = settings;
    this.context = context;
    try {
      Clients.requireTopic(
          settings.name(),
          settings.topic,
          settings.bootstrap,
          settings.properties,
          settings.timeout);
      this.producer = Clients.producer(settings.bootstrap, settings.properties);
    } catch (RuntimeException thrown) {
      throw named(thrown);
    }
    this.sender = new RecordSender(settings, schema.getFields(), producer, this::named);
  }

  private SabotException named(Throwable thrown) {
    return Problems.of(
        settings.name(), settings.bootstrap, settings.timeout, thrown, ErrorCode.SINK_FAILED);
  }

  @Override
  public void write(Batch batch) {
    try (Batch flat = batch.flat(context.allocator())) {
      sender.send(flat);
    } catch (InterruptException interrupted) {
      throw Problems.interrupted(settings.name());
    }
  }

  @Override
  public void prepare(long id) {
    sender.flush();
  }

  /** All is there since it was prepared. */
  @Override
  public void commit(long id) {}

  @Override
  public void stop() {
    dropped = true;
    producer.close(Duration.ZERO);
  }

  @Override
  public void abort() {
    dropped = true;
  }

  @Override
  public void close() {
    producer.close(dropped ? Duration.ZERO : settings.timeout);
  }
}
