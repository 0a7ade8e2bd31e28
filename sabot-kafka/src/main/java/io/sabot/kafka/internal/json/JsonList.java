package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.ListBuilder;
import java.io.IOException;

/** Arrays. */
final class JsonList extends JsonColumn {
  private final ListBuilder column;
  private final ColumnBuilder elements;
  private final JsonColumn element;

  JsonList(ListBuilder column, JsonColumn element) {
    super(column);
    this.column = column;
    this.elements = column.parts().getFirst();
    this.element = element;
    // What does not fit is not appended: its number is that of the elements before it.
    element.within(() -> path() + "[" + column.open() + "]");
  }

  @Override
  boolean append(JsonToken token, JsonParser json) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      return false;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.read(json, elements.rows());
    }
    column.append();
    return true;
  }

  @Override
  String kind() {
    return "an array";
  }
}
