package io.sabot.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.sabot.benchmarks.KafkaReadings.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The peer: what one would write by hand over a consumer, with the settings that Sabot gives its
 * own. Each loop reads a topic from its beginning, so many records, and gives their checksum.
 */
final class KafkaBareLoop {
  /** At its best: numbers are read by the faster of Jackson's two parsers of doubles. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private final String brokers;
  private final String topic;
  private final int partitions;

  KafkaBareLoop(String brokers, String topic, int partitions) {
    this.brokers = brokers;
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Decodes all fields. */
  long json(long records) {
    return read(records, record -> decode(record.value(), 0));
  }

  /** Decodes all fields; only readings at least so warm count. */
  long json(long records, double least) {
    return read(records, record -> decode(record.value(), least));
  }

  /** Looks at the length of values, and not into them. */
  long bytes(long records) {
    return read(records, record -> record.value().length);
  }

  private long read(long records, ToLongFunction<ConsumerRecord<byte[], byte[]>> value) {
    long checksum = 0;
    long seen = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "max.poll.records", "4096",
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(all);
      while (seen < records) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          checksum += value.applyAsLong(record);
          seen++;
        }
      }
    }
    return checksum;
  }

  private static long decode(byte[] value, double least) {
    Reading reading = reading(value);
    return reading.celsius() >= least ? reading.checksum() : 0;
  }

  /** Decodes all fields, and sends readings that are warm enough on, with a field more. */
  long copy(long records, double least, String to) {
    try (Copies copies = new Copies(brokers, to)) {
      return read(records, record -> copies.add(record.value(), least));
    }
  }

  /** Writes JSON and sends it, as Sabot's sink does. */
  private static final class Copies implements AutoCloseable {
    private final String topic;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final KafkaProducer<byte[], byte[]> producer;

    Copies(String brokers, String topic) {
      this.topic = topic;
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", brokers, "batch.size", "131072"),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    long add(byte[] value, double least) {
      Reading reading = reading(value);
      if (reading.celsius() < least) {
        return 0;
      }
      var _ = producer.send(new ProducerRecord<>(topic, json(reading)));
      return 1;
    }

    private byte[] json(Reading reading) {
      bytes.reset();
      try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
        json.writeStartObject();
        json.writeNumberField("at", reading.at());
        json.writeNumberField("sensor", reading.sensor());
        json.writeNumberField("celsius", reading.celsius());
        json.writeStringField("site", reading.site());
        json.writeStringField("note", reading.note());
        json.writeNumberField("fahrenheit", reading.celsius() * 1.8 + 32);
        json.writeEndObject();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return bytes.toByteArray();
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  private static Reading reading(byte[] value) {
    long at = 0;
    long sensor = 0;
    double celsius = 0;
    String site = "";
    String note = "";
    try (JsonParser json = FACTORY.createParser(value)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "at" -> at = json.getLongValue();
          case "sensor" -> sensor = json.getLongValue();
          case "celsius" -> celsius = json.getDoubleValue();
          case "site" -> site = json.getText();
          case "note" -> note = json.getText();
          default -> json.skipChildren();
        }
      }
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return new Reading(at, sensor, celsius, site, note);
  }
}
