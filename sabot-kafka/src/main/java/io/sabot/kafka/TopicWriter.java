package io.sabot.kafka;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.kafka.internal.json.JsonWriter;
import io.sabot.operator.RunContext;
import io.sabot.sink.SinkWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Sends rows, and waits for the brokers where it is to commit. */
final class TopicWriter implements SinkWriter {
  private final SinkSettings settings;
  private final RunContext context;
  private final List<Field> fields;
  private final JsonWriter json;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile boolean dropped;

  TopicWriter(SinkSettings settings, Schema schema, RunContext context) {
    this.settings = settings;
    this.context = context;
    this.fields = schema.getFields();
    this.json = new JsonWriter(fields);
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
  }

  private RuntimeException named(Throwable thrown) {
    return Problems.of(
        settings.name(), settings.bootstrap, settings.timeout, thrown, ErrorCode.SINK_FAILED);
  }

  @Override
  public void write(Batch batch) {
    try (Batch flat = batch.flat(context.allocator())) {
      requireSent();
      IntFunction<byte @Nullable []> values = values(flat);
      IntFunction<byte @Nullable []> keys = column(flat, settings.key);
      IntFunction<List<Header>> headers = headers(flat);
      for (int row = 0; row < flat.length(); row++) {
        send(keys.apply(row), values.apply(row), headers.apply(row));
      }
    } catch (InterruptException interrupted) {
      throw interrupted();
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

  private void requireSent() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw named(thrown);
    }
  }

  private CancelledException interrupted() {
    return new CancelledException(
        Problem.at(settings.name(), ErrorCode.CANCELLED)
            .rule("the thread of a run must not be interrupted")
            .but("\"" + Thread.currentThread().getName() + "\" was")
            .cure("the run is cancelled and freed; start it again if that was not meant")
            .problem(),
        null);
  }

  @Override
  public void prepare(long id) {
    try {
      producer.flush();
    } catch (InterruptException interrupted) {
      throw interrupted();
    }
    requireSent();
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
