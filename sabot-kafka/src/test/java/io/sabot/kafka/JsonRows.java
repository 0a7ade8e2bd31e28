package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.batch.Batch;
import io.sabot.batch.BatchValidation;
import io.sabot.kafka.internal.column.Misfit;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** JSON values made into rows, without a broker. */
final class JsonRows {
  private JsonRows() {}

  static RecordRows open(Schema schema) {
    TopicSettings settings =
        new TopicSettings("localhost:1", "readings").with(s -> s.values = Kafka.json(schema));
    return new RecordRows(settings, schema);
  }

  static void add(RecordRows rows, String value) {
    byte[] bytes = Broker.bytes(value);
    rows.add(
        new ConsumerRecord<>(
            "readings",
            0,
            rows.rows(),
            0,
            TimestampType.CREATE_TIME,
            0,
            bytes.length,
            null,
            bytes,
            new RecordHeaders(),
            Optional.empty()));
  }

  /** The rows of the batch, which is checked as one from outside would be. */
  static Rows finish(RecordRows rows, BufferAllocator allocator) {
    try (Batch batch = rows.finish(allocator)) {
      BatchValidation.check(batch, "test");
      return Rows.of(batch, allocator);
    }
  }

  static void assertRead(String schema, String value, Row... expected) {
    RecordRows rows = open(Tables.schema(schema));
    add(rows, value);
    try (TestAllocator allocator = new TestAllocator()) {
      finish(rows, allocator).assertEquals(expected);
    }
  }

  static void assertMisfit(String schema, String value, String reason) {
    RecordRows rows = open(Tables.schema(schema));
    assertThatThrownBy(() -> add(rows, value)).isInstanceOf(Misfit.class).hasMessage(reason);
    assertThat(rows.rows()).isZero();
  }
}
