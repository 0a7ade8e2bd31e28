package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.SchemaCheck;
import io.sabot.kafka.internal.json.JsonForms;
import io.sabot.kafka.internal.json.JsonReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** JSON objects, field by field into columns of their names. */
record JsonFormat(Schema schema) implements ValueFormat {
  JsonFormat {
    SchemaCheck.requireDistinctNames("Kafka.json", schema);
    for (Field field : schema.getFields()) {
      String unreadable = JsonForms.unreadable(field);
      if (unreadable != null) {
        throw Problem.at("Kafka.json", ErrorCode.TYPE_MISMATCH)
            .rule(JsonForms.RULE)
            .but(unreadable)
            .cure("leave it out, or read Kafka.text() and take it apart behind the source, in map")
            .plan();
      }
    }
  }

  @Override
  public String name() {
    return "JSON";
  }

  @Override
  public RecordDecoder open(Schema needed) {
    return new Decoder();
  }

  /** Reads straight into the columns, which it sees with the first record. */
  private static final class Decoder implements RecordDecoder {
    private @Nullable JsonReader reader;

    @Override
    public void decode(byte[] value, RowAppender rows) {
      if (reader == null) {
        reader = new JsonReader(rows.columns());
      }
      reader.read(value, rows.rows());
      rows.endRow();
    }
  }
}
