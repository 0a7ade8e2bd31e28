package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.Misfit;
import java.io.IOException;
import org.apache.arrow.vector.types.pojo.Field;

/** Reads the values of one field of the objects into its column. */
abstract class JsonColumn {
  private final ColumnBuilder column;

  JsonColumn(ColumnBuilder column) {
    this.column = column;
  }

  /** Appends the value at which the parser stands. */
  final void read(JsonParser json, int row) throws IOException {
    JsonToken token = json.currentToken();
    if (column.rows() > row) {
      throw new Misfit(
          "an object must name a field once, but names \"" + column.field().getName() + "\" twice");
    }
    if (token == JsonToken.VALUE_NULL) {
      appendNull();
    } else if (!append(token, json)) {
      throw misfit(json);
    }
  }

  private void appendNull() {
    Field field = column.field();
    if (!field.isNullable()) {
      throw new Misfit("\"" + field.getName() + "\" must not be null, but it is");
    }
    column.appendNull();
  }

  /** Appends a value; false, and nothing appended, where it does not fit. */
  abstract boolean append(JsonToken token, JsonParser json) throws IOException;

  private Misfit misfit(JsonParser json) throws IOException {
    Field field = column.field();
    return new Misfit(
        "\"%s\" must be %s, but it is %s"
            .formatted(field.getName(), Types.name(field.getType()), shown(json)));
  }

  private static String shown(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "\"" + json.getText() + "\"";
      default -> json.getText();
    };
  }
}
