package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** What structs and lists look like in JSON: objects of all their fields, and arrays. */
final class NestedCells {
  private NestedCells() {}

  /** The cells of a struct column, which stays with the caller. */
  static JsonCell structs(Column column) {
    int fields = column.childCount();
    SerializedString[] names = new SerializedString[fields];
    JsonCell[] cells = new JsonCell[fields];
    for (int i = 0; i < fields; i++) {
      names[i] = new SerializedString(column.child(i).field().getName());
      cells[i] = nullable(column.child(i));
    }
    return (row, json) -> {
      json.writeStartObject();
      for (int i = 0; i < cells.length; i++) {
        json.writeFieldName(names[i]);
        cells[i].write(row, json);
      }
      json.writeEndObject();
    };
  }

  /** The cells of a list column of any layout, which stays with the caller. */
  static JsonCell lists(Column column) {
    JsonCell element = nullable(column.child(0));
    MemorySegment starts = column.bufferCount() > 1 ? column.segment(1) : MemorySegment.NULL;
    return switch (column.layout()) {
      case LIST -> arrays(element, row -> start(starts, row), row -> start(starts, row + 1));
      case LARGE_LIST ->
          arrays(element, row -> largeStart(starts, row), row -> largeStart(starts, row + 1));
      case LIST_VIEW -> {
        MemorySegment sizes = column.segment(2);
        yield arrays(
            element, row -> start(starts, row), row -> start(starts, row) + start(sizes, row));
      }
      case LARGE_LIST_VIEW -> {
        MemorySegment sizes = column.segment(2);
        yield arrays(
            element,
            row -> largeStart(starts, row),
            row -> largeStart(starts, row) + largeStart(sizes, row));
      }
      case FIXED_SIZE_LIST -> {
        int size = ((ArrowType.FixedSizeList) column.physicalType()).getListSize();
        yield arrays(element, row -> row * size, row -> (row + 1) * size);
      }
      default -> throw new IllegalArgumentException("no list: " + column.field());
    };
  }

  private static int start(MemorySegment numbers, int row) {
    return numbers.get(Memory.INT, row * 4L);
  }

  private static int largeStart(MemorySegment numbers, int row) {
    return Math.toIntExact(numbers.get(Memory.LONG, row * 8L));
  }

  private static JsonCell arrays(JsonCell element, IntUnaryOperator start, IntUnaryOperator end) {
    return (row, json) -> {
      json.writeStartArray();
      int last = end.applyAsInt(row);
      for (int i = start.applyAsInt(row); i < last; i++) {
        element.write(i, json);
      }
      json.writeEndArray();
    };
  }

  private static JsonCell nullable(Column column) {
    JsonCell cell = JsonCells.of(column);
    MemorySegment validity = JsonCells.validity(column);
    return validity == null ? cell : (row, json) -> writeOrNull(cell, validity, row, json);
  }

  private static void writeOrNull(
      JsonCell cell, MemorySegment validity, int row, JsonGenerator json) throws IOException {
    if (Bitmaps.get(validity, row)) {
      cell.write(row, json);
    } else {
      json.writeNull();
    }
  }
}
