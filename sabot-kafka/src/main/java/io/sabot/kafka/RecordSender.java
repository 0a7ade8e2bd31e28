package io.sabot.kafka;

import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.kafka.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes rows into records and sends them. */
final class RecordSender {
  private final SinkSettings settings;
  private final List<Field> fields;
  private final JsonWriter json;
  private final Producer<byte[], byte[]> producer;
  private final Function<Throwable, SabotException> named;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Says what went wrong by {@code named}. */
  RecordSender(
      SinkSettings settings,
      List<Field> fields,
      Producer<byte[], byte[]> producer,
      Function<Throwable, SabotException> named) {
    this.settings = settings;
    this.fields = fields;
    this.json = new JsonWriter(fields);
    this.producer = producer;
    this.named = named;
  }

  /** Sends the rows of a dense batch; what went wrong with earlier ones is thrown. */
  void send(Batch batch) {
    requireSent();
    IntFunction<byte @Nullable []> values = values(batch);
    IntFunction<byte @Nullable []> keys = column(batch, settings.key);
    IntFunction<List<Header>> headers = headers(batch);
    for (int row = 0; row < batch.length(); row++) {
      send(keys.apply(row), values.apply(row), headers.apply(row));
    }
  }

  private IntFunction<byte @Nullable []> values(Batch batch) {
    if (settings.value != null) {
      return column(batch, settings.value);
    }
    json.begin(batch);
    return json::row;
  }

  private IntFunction<byte @Nullable []> column(Batch batch, @Nullable String name) {
    if (name == null) {
      return row -> null;
    }
    return RowBytes.of(batch, ordinal(name));
  }

  private int ordinal(String name) {
    return fields.stream().map(Field::getName).toList().indexOf(name);
  }

  /** Headers in the order in which they were asked for. */
  private IntFunction<List<Header>> headers(Batch batch) {
    List<IntFunction<Header>> headers = new ArrayList<>();
    settings.headers.forEach((name, column) -> {
      IntFunction<byte @Nullable []> values = column(batch, column);
      headers.add(row -> new RecordHeader(name, values.apply(row)));
    });
    return row -> headers.stream().map(header -> header.apply(row)).toList();
  }

  private void send(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
    var _ =
        producer.send(
            new ProducerRecord<>(settings.topic, null, key, value, headers),
            (place, thrown) -> {
              if (thrown != null) {
                failure.compareAndSet(null, thrown);
              }
            });
  }

  /** Returns when the brokers have all that was sent. */
  void flush() {
    try {
      producer.flush();
    } catch (InterruptException interrupted) {
      throw Problems.interrupted(settings.name());
    }
    requireSent();
  }

  private void requireSent() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw named.apply(thrown);
    }
  }
}
