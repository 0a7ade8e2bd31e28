package io.sabot.kafka.internal.column;

import io.sabot.batch.Column;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers of records: lists of names and bytes, in their order. */
public final class HeadersBuilder extends ColumnBuilder {
  private static final int FIRST_ROWS = 1024;

  private final Field entries;
  private final BytesBuilder names;
  private final BytesBuilder values;
  private int[] offsets = new int[FIRST_ROWS];

  /** For a field of a map type from strings to bytes. */
  public HeadersBuilder(Field field) {
    super(field);
    this.entries = field.getChildren().getFirst();
    this.names = new BytesBuilder(entries.getChildren().get(0));
    this.values = new BytesBuilder(entries.getChildren().get(1));
  }

  /** Appends the headers of one record. */
  public void append(Headers headers) {
    for (Header header : headers) {
      byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
      names.append(name, 0, name.length);
      byte[] value = header.value();
      if (value == null) {
        values.appendNull();
      } else {
        values.append(value, 0, value.length);
      }
    }
    putNull(rows());
    appended();
  }

  @Override
  void putNull(int row) {
    if (row + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[row + 1] = names.rows();
  }

  @Override
  public long bytes() {
    return names.bytes() + values.bytes() + 4L * rows();
  }

  @Override
  void cut(int length) {
    names.truncate(offsets[length]);
    values.truncate(offsets[length]);
  }

  @Override
  void write(BufferAllocator allocator, List<ArrowBuf> buffers) {
    copy(MemorySegment.ofArray(offsets), (rows() + 1L) * 4, allocator, buffers);
  }

  @Override
  public Column finish(BufferAllocator allocator) {
    int length = rows();
    List<ArrowBuf> buffers = new ArrayList<>();
    List<Column> parts = new ArrayList<>();
    try {
      addValidity(allocator, buffers);
      write(allocator, buffers);
      int count = names.rows();
      parts.add(names.finish(allocator));
      parts.add(values.finish(allocator));
      Column pairs = Column.nested(entries, count, List.of(allocator.getEmpty()), parts);
      return Column.nested(field(), length, buffers, List.of(pairs));
    } catch (Throwable failure) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      parts.forEach(Column::close);
      throw failure;
    } finally {
      reset();
    }
  }
}
