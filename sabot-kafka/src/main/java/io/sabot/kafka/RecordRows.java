package io.sabot.kafka;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.ColumnBuilders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records into the rows of a batch: their values, and what else is asked for of them. */
final class RecordRows {
  private final Schema schema;
  private final RecordDecoder decoder;
  private final RowAppender values;
  private final List<MetadataAppender> metadata = new ArrayList<>();

  /** The builders of the batch, in the order of its columns. */
  private final List<ColumnBuilder> columns = new ArrayList<>();

  /** Those that a short record can fill with a lot: lists of structs of which it names nothing. */
  private final List<ColumnBuilder> nested;

  private long bytes;

  RecordRows(TopicSettings settings, Schema schema) {
    this.schema = schema;
    List<Field> read = new ArrayList<>();
    List<ColumnBuilder> builders = new ArrayList<>();
    for (Field field : schema.getFields()) {
      MetadataColumn known = metadata(settings, field.getName());
      if (known == null) {
        ColumnBuilder builder = Objects.requireNonNull(ColumnBuilders.of(field));
        read.add(field);
        builders.add(builder);
        columns.add(builder);
      } else {
        MetadataAppender appender = MetadataAppender.of(known.what(), field);
        metadata.add(appender);
        columns.add(appender.column());
      }
    }
    this.values = new RowAppender(builders);
    this.nested = builders.stream().filter(builder -> !builder.parts().isEmpty()).toList();
    this.decoder = settings.values.open(new Schema(read));
  }

  private static @Nullable MetadataColumn metadata(TopicSettings settings, String name) {
    return settings.metadata.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /**
   * Appends the rows of a record.
   *
   * @throws RuntimeException where it cannot become rows; nothing is then appended
   */
  void add(ConsumerRecord<byte[], byte[]> record) {
    int before = values.rows();
    try {
      byte[] value = record.value();
      if (value == null) {
        values.endRow();
      } else {
        decoder.decode(value, values);
        values.dropOpenRow();
      }
      for (MetadataAppender appender : metadata) {
        appender.append(record, values.rows() - before);
      }
      bytes += Chunk.bytes(record);
    } catch (RuntimeException failure) {
      values.truncate(before);
      metadata.forEach(appender -> appender.column().truncate(before));
      throw failure;
    }
  }

  int rows() {
    return values.rows();
  }

  /** Bytes of the records in it, or of its nested columns where they are more. */
  long bytes() {
    return nested.isEmpty() ? bytes : Math.max(bytes, nestedBytes());
  }

  private long nestedBytes() {
    long sum = 0;
    for (ColumnBuilder column : nested) {
      sum += column.bytes();
    }
    return sum;
  }

  /** All rows as a batch; what follows starts a new one. */
  Batch finish(BufferAllocator allocator) {
    int rows = values.rows();
    bytes = 0;
    List<Column> finished = new ArrayList<>();
    try {
      for (ColumnBuilder column : columns) {
        finished.add(column.finish(allocator));
      }
      return Batch.of(schema, finished, rows);
    } catch (Throwable failure) {
      finished.forEach(Column::close);
      throw failure;
    } finally {
      columns.forEach(ColumnBuilder::reset);
      values.clear();
    }
  }
}
