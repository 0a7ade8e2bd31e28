package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.internal.run.UserCode;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with poison records what the user chose, and counts them. */
final class Rejects implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rejects.class);

  private final TopicSettings settings;
  private final AtomicLong count = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private @Nullable Producer<byte[], byte[]> producer;

  Rejects(TopicSettings settings) {
    this.settings = settings;
  }

  /** Records so far. Any thread may ask. */
  long count() {
    return count.get();
  }

  /** Counts from nothing: what is read again is counted again. */
  void restart() {
    count.set(0);
  }

  void add(ConsumerRecord<byte[], byte[]> record, RuntimeException thrown) {
    PoisonRecord poison =
        new PoisonRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.key(),
            record.value(),
            record.headers(),
            thrown.getMessage() == null ? thrown.toString() : thrown.getMessage());
    count.incrementAndGet();
    switch (settings.poison) {
      case Poison.Fail fail -> throw Problems.poison(poison);
      case Poison.Skip skip ->
          LOG.debug(
              "{}: left out partition {}, offset {}: {}",
              settings.name(),
              poison.partition(),
              poison.offset(),
              poison.reason());
      case Poison.Give(var receiver) ->
          UserCode.call(
              "poison of " + settings.name(),
              () -> {
                receiver.accept(poison);
                return true;
              });
      case Poison.Send(String topic) -> send(topic, record, poison.reason());
    }
  }

  private void send(String topic, ConsumerRecord<byte[], byte[]> record, String reason) {
    if (producer == null) {
      Clients.requireTopic(
          "poison of " + settings.name(),
          topic,
          settings.bootstrap,
          settings.properties,
          settings.timeout);
      producer = Clients.producer(settings.bootstrap, settings.properties);
    }
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
    letter
        .headers()
        .add("sabot.reason", Clients.utf8(reason))
        .add("sabot.topic", Clients.utf8(record.topic()))
        .add("sabot.partition", Clients.utf8(String.valueOf(record.partition())))
        .add("sabot.offset", Clients.utf8(String.valueOf(record.offset())));
    var _ =
        producer.send(
            letter,
            (place, thrown) -> {
              if (thrown != null) {
                failure.compareAndSet(null, thrown);
              }
            });
  }

  /** Returns when all that was sent has arrived. */
  void flush() {
    if (producer != null) {
      producer.flush();
      Exception thrown = failure.get();
      if (thrown != null) {
        throw Problems.of(
            "poison of " + settings.name(),
            settings.bootstrap,
            settings.timeout,
            thrown,
            ErrorCode.SINK_FAILED);
      }
    }
  }

  @Override
  public void close() {
    if (count() > 0) {
      LOG.info("{}: {} records could not become rows", settings.name(), count());
    }
    if (producer != null) {
      producer.close(settings.timeout);
      producer = null;
    }
  }
}
