package io.sabot.stream.internal.ipc;

import io.sabot.batch.Column;
import io.sabot.batch.Take;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** The dictionaries read so far that some column needs, by id. Owns them. */
final class Dictionaries implements AutoCloseable {
  private final Map<Long, Field> fields;
  private final BufferAllocator allocator;
  private final Map<Long, Column> columns = new HashMap<>();

  Dictionaries(IpcSchema schema, BufferAllocator allocator) {
    this.fields = schema.dictionaries();
    this.allocator = allocator;
  }

  /** Whether any column needs one. */
  boolean areNeeded() {
    return !fields.isEmpty();
  }

  /** Takes in a dictionary message: a new dictionary, one that replaces, or rows to append. */
  void load(IpcFile file, IpcMessage message) throws IOException {
    DictionaryBatch batch = (DictionaryBatch) message.metadata().header(new DictionaryBatch());
    Field field = fields.get(batch.id());
    if (field == null) {
      return;
    }
    // Of a damaged message any of these may throw: all are read before memory is taken.
    long id = batch.id();
    boolean delta = batch.isDelta();
    RecordBatch data = batch.data();
    if (data == null) {
      throw new IOException("dictionary " + id + " has no values");
    }
    Column loaded = new BatchLoader(file, message, data, this, allocator).only(field);
    put(id, delta ? appended(field, id, loaded) : loaded);
  }

  private Column appended(Field field, long id, Column more) throws IOException {
    try (more) {
      return Take.concatenate(IpcSchema.decoded(field), List.of(get(id), more), allocator);
    }
  }

  private void put(long id, Column column) {
    Column replaced = columns.put(id, column);
    if (replaced != null) {
      replaced.close();
    }
  }

  /** A dictionary, still owned by this. */
  Column get(long id) throws IOException {
    Column column = columns.get(id);
    if (column == null) {
      throw new IOException("dictionary " + id + " is used before it is written");
    }
    return column;
  }

  @Override
  public void close() {
    columns.values().forEach(Column::close);
    columns.clear();
  }
}
