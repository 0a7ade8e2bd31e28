package io.sabot.kafka;

import io.sabot.batch.Utf8Validation;
import io.sabot.kafka.internal.column.BytesBuilder;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.FixedBuilder;
import io.sabot.kafka.internal.column.ListBuilder;
import io.sabot.kafka.internal.column.Misfit;
import io.sabot.kafka.internal.column.StructBuilder;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Fills a column with what is known of records.
 *
 * @param column the column
 * @param once appends what is known of one record, once
 */
record MetadataAppender(ColumnBuilder column, Consumer<ConsumerRecord<byte[], byte[]>> once) {
  static MetadataAppender of(Metadata what, Field field) {
    return switch (what) {
      case TOPIC -> bytes(field, record -> record.topic().getBytes(StandardCharsets.UTF_8));
      case PARTITION -> number(field, ConsumerRecord::partition);
      case OFFSET -> number(field, ConsumerRecord::offset);
      case TIMESTAMP -> number(field, ConsumerRecord::timestamp);
      case KEY -> bytes(field, ConsumerRecord::key);
      case KEY_TEXT -> bytes(field, MetadataAppender::textKey);
      case HEADERS -> headers(field);
    };
  }

  /** Names and values of headers, in their order. */
  private static MetadataAppender headers(Field field) {
    Field entry = field.getChildren().getFirst();
    BytesBuilder names = new BytesBuilder(entry.getChildren().get(0));
    BytesBuilder values = new BytesBuilder(entry.getChildren().get(1));
    StructBuilder entries = new StructBuilder(entry, List.of(names, values));
    ListBuilder column = new ListBuilder(field, entries);
    return new MetadataAppender(
        column,
        record -> {
          for (Header header : record.headers()) {
            append(names, header.key().getBytes(StandardCharsets.UTF_8));
            append(values, header.value());
            entries.append();
          }
          column.append();
        });
  }

  private static void append(BytesBuilder column, byte @Nullable [] bytes) {
    if (bytes == null) {
      column.appendNull();
    } else {
      column.append(bytes, 0, bytes.length);
    }
  }

  private static MetadataAppender number(
      Field field, ToLongFunction<ConsumerRecord<byte[], byte[]>> value) {
    FixedBuilder column = new FixedBuilder(field);
    return new MetadataAppender(column, record -> column.append(value.applyAsLong(record)));
  }

  private interface Bytes {
    byte @Nullable [] of(ConsumerRecord<byte[], byte[]> record);
  }

  private static MetadataAppender bytes(Field field, Bytes value) {
    BytesBuilder column = new BytesBuilder(field);
    return new MetadataAppender(column, record -> append(column, value.of(record)));
  }

  private static byte @Nullable [] textKey(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    if (key != null && !Utf8Validation.isUtf8(MemorySegment.ofArray(key), 0, key.length)) {
      throw new Misfit("the key must be UTF-8, but it is not");
    }
    return key;
  }

  /** Appends it for each of so many rows. */
  void append(ConsumerRecord<byte[], byte[]> record, int rows) {
    for (int i = 0; i < rows; i++) {
      once.accept(record);
    }
  }
}
