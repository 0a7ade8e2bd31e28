package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON objects, a field for each column, nulls included. */
public final class JsonWriter {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().rootValueSeparator("").build();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json;
  private final SerializedString[] names;
  private final JsonCell[] cells;
  private final @Nullable MemorySegment[] validity;

  /** For columns whose fields are not {@link JsonForms#unwritable}. */
  public JsonWriter(List<Field> fields) {
    try {
      json = FACTORY.createGenerator(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    names =
        fields.stream()
            .map(field -> new SerializedString(field.getName()))
            .toArray(SerializedString[]::new);
    cells = new JsonCell[names.length];
    validity = new MemorySegment[names.length];
  }

  /** Turns to a batch, dense and decoded, which stays with the caller. */
  public void begin(Batch batch) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = JsonCells.of(batch.column(i));
      validity[i] = JsonCells.validity(batch.column(i));
    }
  }

  /** A row of the batch as an object. */
  public byte[] row(int row) {
    bytes.reset();
    try {
      json.writeStartObject();
      for (int i = 0; i < cells.length; i++) {
        json.writeFieldName(names[i]);
        MemorySegment valid = validity[i];
        if (valid == null || Bitmaps.get(valid, row)) {
          cells[i].write(row, json);
        } else {
          json.writeNull();
        }
      }
      json.writeEndObject();
      json.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
