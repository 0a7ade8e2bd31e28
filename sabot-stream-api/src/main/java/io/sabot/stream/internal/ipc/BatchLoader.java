package io.sabot.stream.internal.ipc;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Take;
import io.sabot.stream.internal.file.ColumnParts;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Walks the fields of one record batch in step with its nodes and buffers. Buffers of columns that
 * are not read are counted and passed over. Lengths are checked here as far as ranges of the file
 * go; what they mean within a column is checked where batches enter a run.
 */
final class BatchLoader {
  private final IpcFile file;
  private final IpcMessage message;
  private final RecordBatch batch;
  private final Dictionaries dictionaries;
  private final BufferAllocator allocator;
  private final int rows;
  private final org.apache.arrow.flatbuf.@Nullable BodyCompression compression;
  private int node;
  private int buffer;
  private int variadic;

  BatchLoader(
      IpcFile file,
      IpcMessage message,
      RecordBatch batch,
      Dictionaries dictionaries,
      BufferAllocator allocator)
      throws IOException {
    this.file = file;
    this.message = message;
    this.batch = batch;
    this.dictionaries = dictionaries;
    this.allocator = allocator;
    this.rows = rows(batch.length());
    this.compression = batch.compression();
  }

  private static int rows(long length) throws IOException {
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw new IOException("a batch or column claims to have " + length + " rows");
    }
    return (int) length;
  }

  /** The columns to be read of a record batch, in their order. */
  Batch batch(IpcSchema schema) throws IOException {
    Column[] columns = new Column[schema.read().getFields().size()];
    try {
      for (Field field : schema.written()) {
        int at = schema.reads(field) ? ordinal(schema, field) : -1;
        if (at < 0) {
          skip(field);
        } else {
          columns[at] = column(field, rows);
        }
      }
      return Batch.of(schema.read(), List.of(columns), rows);
    } catch (Throwable failure) {
      for (Column column : columns) {
        if (column != null) {
          column.close();
        }
      }
      throw failure;
    }
  }

  private static int ordinal(IpcSchema schema, Field field) {
    List<Field> read = schema.read().getFields();
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i).getName().equals(field.getName())) {
        return i;
      }
    }
    return -1;
  }

  /** The one column of a dictionary batch. */
  Column only(Field field) throws IOException {
    return decoded(column(field, rows));
  }

  private Column column(Field field, int expectedRows) throws IOException {
    Column column = column(field);
    if (column.length() != expectedRows) {
      try (column) {
        throw new IOException(
            "column \"%s\" has %d of %d rows"
                .formatted(field.getName(), column.length(), expectedRows));
      }
    }
    return column;
  }

  private Column column(Field field) throws IOException {
    if (field.getDictionary() == null) {
      return plain(field, IpcSchema.decoded(field));
    }
    Column dictionary = dictionaries.get(field.getDictionary().getId());
    FieldType type = FieldType.nullable(field.getDictionary().getIndexType());
    Field indices = new Field(field.getName(), type, null);
    Column values = dictionary.share();
    try {
      return Column.encoded(IpcSchema.decoded(field), plain(indices, indices), values);
    } catch (Throwable failure) {
      values.close();
      throw failure;
    }
  }

  /**
   * A column without a dictionary; dictionaries of its children are decoded, as operators expect.
   */
  private Column plain(Field field, Field result) throws IOException {
    FieldNode claimed = nextNode();
    int length = rows(claimed.length());
    Layout layout = Layout.of(field.getType());
    try (ColumnParts parts = new ColumnParts(allocator)) {
      int count = buffers(layout);
      for (int i = 0; i < count; i++) {
        if (i == 0 && layout.hasValidity()) {
          parts.add(validity(nextBuffer(), length, claimed.nullCount()));
        } else {
          parts.add(read(nextBuffer(), offsetBytes(layout, i, length)));
        }
      }
      for (Field child : field.getChildren()) {
        parts.add(decoded(column(child)));
      }
      return parts.column(result, length);
    }
  }

  private Column decoded(Column column) {
    if (column.dictionary() == null) {
      return column;
    }
    try (column) {
      return Take.decode(column, allocator);
    }
  }

  private void skip(Field field) throws IOException {
    nextNode();
    boolean encoded = field.getDictionary() != null;
    Layout layout = Layout.of(encoded ? field.getDictionary().getIndexType() : field.getType());
    buffer += buffers(layout);
    if (!encoded) {
      for (Field child : field.getChildren()) {
        skip(child);
      }
    }
  }

  private FieldNode nextNode() throws IOException {
    if (node >= batch.nodesLength()) {
      throw new IOException("a batch describes fewer columns than the schema has");
    }
    return batch.nodes(node++);
  }

  private Buffer nextBuffer() throws IOException {
    if (buffer >= batch.buffersLength()) {
      throw new IOException("a batch describes fewer buffers than its columns need");
    }
    return batch.buffers(buffer++);
  }

  /** Buffers of a layout in this format. */
  private int buffers(Layout layout) throws IOException {
    return switch (layout) {
      case NULL, RUN_END_ENCODED -> 0;
      case STRUCT, FIXED_SIZE_LIST, SPARSE_UNION -> 1;
      case BIT, FIXED, LIST, LARGE_LIST, DENSE_UNION -> 2;
      case VARIABLE, LARGE_VARIABLE, LIST_VIEW, LARGE_LIST_VIEW -> 3;
      case VIEW -> 2 + nextVariadic();
    };
  }

  private int nextVariadic() throws IOException {
    if (variadic >= batch.variadicBufferCountsLength()) {
      throw new IOException("a batch does not say how many buffers a view column has");
    }
    long count = batch.variadicBufferCounts(variadic++);
    if (count < 0 || count > batch.buffersLength() - buffer) {
      throw new IOException("a view column claims to have " + count + " buffers");
    }
    return (int) count;
  }

  /** Bytes that must be there even where the writer left out the offsets of no rows, else 0. */
  private static int offsetBytes(Layout layout, int index, int length) {
    if (length > 0 || index != 1) {
      return 0;
    }
    return switch (layout) {
      case VARIABLE, LIST -> 4;
      case LARGE_VARIABLE, LARGE_LIST -> 8;
      default -> 0;
    };
  }

  private ArrowBuf validity(Buffer range, int length, long nulls) throws IOException {
    if (nulls < 0 || nulls > length) {
      throw new IOException("a column of %d rows claims to have %d nulls".formatted(length, nulls));
    }
    if (nulls == 0) {
      return allocator.getEmpty();
    }
    ArrowBuf bits = read(range, 0);
    if (bits.capacity() < Bitmaps.bytes(length)) {
      bits.getReferenceManager().release();
      throw new IOException("a column with nulls has too short a validity bitmap");
    }
    return bits;
  }

  private ArrowBuf read(Buffer range, int leastBytes) throws IOException {
    long offset = range.offset();
    long length = range.length();
    if (offset < 0 || length < 0 || offset > message.bodyLength() - length) {
      throw new IOException(
          "a buffer of %d bytes at %d lies outside of its batch, which has %d"
              .formatted(length, offset, message.bodyLength()));
    }
    if (length < leastBytes) {
      return Memory.allocateZeroed(allocator, leastBytes);
    }
    ArrowBuf bytes = file.buffer(message.bodyStart() + offset, length, allocator);
    return compression == null || length == 0
        ? bytes
        : BodyCompression.decompress(compression, bytes, allocator);
  }
}
