package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sabot.kafka.internal.column.StructBuilder;
import java.io.IOException;
import java.util.List;

/** Objects within objects and arrays. */
final class JsonStruct extends JsonColumn {
  private final StructBuilder column;
  private final JsonFields fields;

  JsonStruct(StructBuilder column, List<JsonColumn> parts) {
    super(column);
    this.column = column;
    this.fields = new JsonFields(parts);
    parts.forEach(part -> part.within(() -> path() + "." + part.name()));
  }

  @Override
  boolean append(JsonToken token, JsonParser json) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      return false;
    }
    int row = column.rows();
    fields.read(json, row);
    fields.end(row);
    column.append();
    return true;
  }

  @Override
  String kind() {
    return "an object";
  }
}
