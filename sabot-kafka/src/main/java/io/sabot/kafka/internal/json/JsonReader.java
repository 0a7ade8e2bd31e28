package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.Misfit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects, one per record, into columns by name. Fields usually come in the order of the
 * columns: the next one is guessed and compared as bytes; only where that fails is its name looked
 * up. Fields without a column are passed over.
 */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int PASSED_OVER = -1;
  private static final int END = -2;

  private final SerializedString[] names;
  private final JsonColumn[] columns;
  private final Map<String, Integer> places = new HashMap<>();
  private @Nullable RecordParser parser;

  /** Reads into these columns, all of which {@link #canRead}. */
  public JsonReader(List<ColumnBuilder> builders) {
    names = new SerializedString[builders.size()];
    columns = new JsonColumn[builders.size()];
    for (int i = 0; i < names.length; i++) {
      String name = builders.get(i).field().getName();
      names[i] = new SerializedString(name);
      columns[i] = Objects.requireNonNull(JsonColumns.reader(builders.get(i)));
      places.put(name, i);
    }
  }

  /** Whether values of a field have a form in JSON. */
  public static boolean canRead(Field field) {
    return JsonColumns.canRead(field);
  }

  /**
   * Appends the fields of one object; columns it does not name stay as they are.
   *
   * @param row the number of the row it becomes
   * @throws Misfit where the bytes are not one JSON object whose values fit
   */
  public void read(byte[] value, int row) {
    try {
      if (RecordParser.canRead(value)) {
        readAgain(value, row);
      } else {
        readAlone(value, row);
      }
    } catch (IOException malformed) {
      throw new Misfit("the value must be a JSON object, but " + reason(malformed));
    }
  }

  private void readAgain(byte[] value, int row) throws IOException {
    RecordParser json = parser == null ? new RecordParser() : parser;
    // Where reading fails the parser stands anywhere, and another one is made for the next value.
    parser = null;
    json.turnTo(value);
    json.nextToken();
    readFields(json, row);
    if (!json.isAtEnd()) {
      throw behind();
    }
    parser = json.isWorn() ? null : json;
  }

  private void readAlone(byte[] value, int row) throws IOException {
    try (JsonParser json = FACTORY.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Misfit("the value must be a JSON object, but it begins otherwise");
      }
      readFields(json, row);
      if (json.nextToken() != null) {
        throw behind();
      }
    }
  }

  private static Misfit behind() {
    return new Misfit("the value must be one JSON object, but something stands behind it");
  }

  private void readFields(JsonParser json, int row) throws IOException {
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

  /** What Jackson says, without the place in a source that it does not know. */
  private static String reason(IOException malformed) {
    String message = String.valueOf(malformed.getMessage());
    return message.lines().findFirst().orElse("it is not");
  }
}
