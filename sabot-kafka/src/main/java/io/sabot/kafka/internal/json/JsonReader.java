package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.Misfit;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects, one per record, into columns by name. */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at ");

  private final JsonFields fields;
  private @Nullable RecordParser parser;

  /** Reads into these columns, whose fields are not {@link JsonForms#unreadable}. */
  public JsonReader(List<ColumnBuilder> builders) {
    fields = new JsonFields(builders.stream().map(JsonColumns::reader).toList());
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
      throw new Misfit("the value must be a JSON object, but it " + reason(malformed));
    }
  }

  private void readAgain(byte[] value, int row) throws IOException {
    RecordParser json = parser == null ? new RecordParser() : parser;
    // Where reading fails the parser stands anywhere, and another one is made for the next value.
    parser = null;
    json.turnTo(value);
    json.nextToken();
    fields.read(json, row);
    if (!json.isAtEnd()) {
      throw behind();
    }
    parser = json.isWorn() ? null : json;
  }

  private void readAlone(byte[] value, int row) throws IOException {
    try (JsonParser json = FACTORY.createParser(value)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new Misfit("the value must be a JSON object, but it is " + kind(first));
      }
      fields.read(json, row);
      if (json.nextToken() != null) {
        throw behind();
      }
    }
  }

  private static Misfit behind() {
    return new Misfit("the value must be one JSON object, but something stands behind it");
  }

  private static String kind(@Nullable JsonToken first) {
    return switch (first) {
      case null -> "empty";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      default -> first.isBoolean() ? "a boolean" : "a number";
    };
  }

  /**
   * What Jackson says, with the place in the value instead of that in a source it does not know.
   */
  private static String reason(IOException malformed) {
    String message = String.valueOf(malformed.getMessage());
    String what = START_MARKER.split(message.lines().findFirst().orElse(""))[0];
    return "cannot be read" + place(malformed) + ": " + what;
  }

  private static String place(IOException malformed) {
    return malformed instanceof JsonProcessingException at
            && at.getLocation() != null
            && at.getLocation().getByteOffset() >= 0
        ? " from byte " + at.getLocation().getByteOffset() + " on"
        : "";
  }
}
