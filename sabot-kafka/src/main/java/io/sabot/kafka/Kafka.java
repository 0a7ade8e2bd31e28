package io.sabot.kafka;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where topics become sources and sinks. */
public final class Kafka {
  private Kafka() {}

  /**
   * A topic as a source: values as bytes, all partitions, from the earliest record on, without an
   * end, until changed by one of its methods. No broker is asked before a run reads it.
   *
   * @param bootstrap brokers to ask first, as {@code host:port}, several with commas between
   * @throws io.sabot.PlanException where the text names no broker or no topic
   */
  public static KafkaTopic topic(String bootstrap, String topic) {
    return KafkaTopic.of(bootstrap, topic);
  }

  /**
   * A topic as a sink: rows as JSON objects, without keys, until changed by one of its methods.
   *
   * @param bootstrap brokers to ask first, as {@code host:port}, several with commas between
   * @throws io.sabot.PlanException where the text names no broker or no topic
   */
  public static KafkaSink sink(String bootstrap, String topic) {
    return KafkaSink.of(bootstrap, topic);
  }

  /** Values as they are, in one column {@code value} of bytes. The default. */
  public static ValueFormat bytes() {
    return new RawFormat(ArrowType.Binary.INSTANCE);
  }

  /** Values in UTF-8, in one column {@code value} of text. Other bytes reject their record. */
  public static ValueFormat text() {
    return new RawFormat(ArrowType.Utf8.INSTANCE);
  }

  /**
   * Values that are JSON objects, read into columns named as their fields. Fields without a column
   * are passed over; columns without a field, and those of a record without a value, are null.
   * Numbers must be JSON numbers that the type holds, bytes Base64, dates and times ISO 8601 or a
   * number in the unit of the type. Struct columns take objects, list columns arrays, by the same
   * rules all the way down; null and empty lists stay apart, and so do null and empty structs. What
   * does not fit rejects its record whole, naming its place, such as {@code items[2].price}.
   *
   * @throws io.sabot.PlanException where a column, or what it is made of, has a type without such a
   *     form, as maps have
   */
  public static ValueFormat json(Schema schema) {
    return new JsonFormat(requireNonNull(schema, "schema"));
  }

  /**
   * As {@link #json(Schema)}, with a column for each component of a record class: a struct for a
   * component that is a record, a list for a {@link java.util.List} of any of them. Components of
   * primitive types must not be null where their record is there.
   *
   * @throws io.sabot.PlanException where a component has another type, or a record contains itself
   */
  public static ValueFormat json(Class<? extends Record> type) {
    return new JsonFormat(RecordSchemas.of(requireNonNull(type, "type")));
  }

  /**
   * Values read by code of the caller's, into these columns.
   *
   * @param decoders gives each run a decoder of its own
   * @throws io.sabot.PlanException where values of a column cannot be set one by one
   */
  public static ValueFormat decodedBy(Schema schema, Supplier<? extends RecordDecoder> decoders) {
    return DecodedFormat.of(requireNonNull(schema, "schema"), requireNonNull(decoders, "decoders"));
  }
}
