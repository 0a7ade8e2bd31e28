package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.Misfit;
import java.io.IOException;
import java.util.function.Supplier;

/** Reads the values of one field of the objects into its column. */
abstract class JsonColumn {
  private final ColumnBuilder column;
  private Supplier<String> path = this::name;

  JsonColumn(ColumnBuilder column) {
    this.column = column;
  }

  final String name() {
    return column.field().getName();
  }

  /** Names the places of its values by those of what it lies in; asked where one does not fit. */
  final void within(Supplier<String> place) {
    path = place;
  }

  /** Where the value stands that is being read, such as {@code items[2].price}. */
  final String path() {
    return path.get();
  }

  /** Appends the value at which the parser stands. */
  final void read(JsonParser json, int row) throws IOException {
    JsonToken token = json.currentToken();
    if (column.rows() > row) {
      throw new Misfit("an object must name a field once, but names \"" + path() + "\" twice");
    }
    if (token == JsonToken.VALUE_NULL) {
      appendNull();
    } else if (!append(token, json)) {
      throw misfit(json);
    }
  }

  /** Appends null where the row has nothing yet. */
  final void end(int row) {
    if (column.rows() == row) {
      appendNull();
    }
  }

  private void appendNull() {
    if (!column.field().isNullable()) {
      throw new Misfit("\"" + path() + "\" must not be null, but it is");
    }
    column.appendNull();
  }

  /** Appends a value; false, and nothing appended to its column, where it does not fit. */
  abstract boolean append(JsonToken token, JsonParser json) throws IOException;

  /** What its values must be. */
  String kind() {
    return Types.name(column.field().getType());
  }

  private Misfit misfit(JsonParser json) throws IOException {
    return new Misfit("\"%s\" must be %s, but it is %s".formatted(path(), kind(), shown(json)));
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
