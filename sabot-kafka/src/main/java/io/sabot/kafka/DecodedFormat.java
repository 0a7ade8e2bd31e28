package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.column.ColumnBuilders;
import io.sabot.kafka.internal.json.JsonForms;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Values read by the user's code, which appends to every column whether it is needed or not. */
record DecodedFormat(Schema schema, Supplier<? extends RecordDecoder> decoders)
    implements ValueFormat {
  static DecodedFormat of(Schema schema, Supplier<? extends RecordDecoder> decoders) {
    for (Field field : schema.getFields()) {
      if (ColumnBuilders.of(field) == null || !Types.isPlain(field.getType())) {
        throw refused(
            "Kafka.decodedBy",
            "each column must be a number, boolean, text, bytes, date or time",
            field);
      }
    }
    return new DecodedFormat(schema, decoders);
  }

  /** Refuses columns of any format that no builder makes. */
  static void requireBuildable(String where, Schema schema) {
    for (Field field : schema.getFields()) {
      if (ColumnBuilders.of(field) == null) {
        throw refused(where, JsonForms.RULE, field);
      }
    }
  }

  private static PlanException refused(String where, String rule, Field field) {
    return Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule(rule)
        .but("\"" + field.getName() + "\" is " + Types.name(field.getType()))
        .cure("choose such a type, or keep the bytes and decode them behind the source, in map")
        .plan();
  }

  @Override
  public String name() {
    return "decoder";
  }

  @Override
  public RecordDecoder open(Schema needed) {
    return decoders.get();
  }
}
