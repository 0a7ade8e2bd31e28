package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of objects into columns by name. Fields usually come in the order of the
 * columns: the next one is guessed and compared as bytes; only where that fails is its name looked
 * up. Fields without a column are passed over.
 */
final class JsonFields {
  private static final int PASSED_OVER = -1;
  private static final int END = -2;

  private final SerializedString[] names;
  private final JsonColumn[] columns;
  private final Map<String, Integer> places = new HashMap<>();

  JsonFields(List<JsonColumn> columns) {
    this.names = new SerializedString[columns.size()];
    this.columns = columns.toArray(JsonColumn[]::new);
    for (int i = 0; i < names.length; i++) {
      String name = columns.get(i).name();
      names[i] = new SerializedString(name);
      places.put(name, i);
    }
  }

  /**
   * Appends the fields of the object at whose beginning the parser stands; columns it does not name
   * stay as they are.
   *
   * @param row the number of the row it becomes
   */
  void read(JsonParser json, int row) throws IOException {
    int guess = 0;
    for (int found = next(json, guess); found != END; found = next(json, guess)) {
      json.nextToken();
      if (found == PASSED_OVER) {
        json.skipChildren();
      } else {
        columns[found].read(json, row);
        guess = found + 1;
      }
    }
  }

  /** The column of the next field, which is guessed first. */
  private int next(JsonParser json, int guess) throws IOException {
    if (guess < names.length) {
      if (json.nextFieldName(names[guess])) {
        return guess;
      }
    } else {
      json.nextToken();
    }
    return json.currentToken() == JsonToken.FIELD_NAME
        ? places.getOrDefault(json.currentName(), PASSED_OVER)
        : END;
  }

  /** Columns that the object of a row has not named are null in it. */
  void end(int row) {
    for (JsonColumn column : columns) {
      column.end(row);
    }
  }
}
