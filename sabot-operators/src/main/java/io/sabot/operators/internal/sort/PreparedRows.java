package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operators.internal.kernel.RowSort;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A flat batch and its key columns, of which it is known how much memory they take to be sorted.
 *
 * @param starts where the encoded key of each row starts, and the last ends
 */
@SuppressWarnings("ArrayRecordComponent")
record PreparedRows(Batch flat, List<Column> columns, KeyEncoder encoder, long[] starts)
    implements AutoCloseable {

  /** Of the selected rows of a batch, which passes to the result. */
  static PreparedRows of(Batch batch, KeyColumns keys, BufferAllocator allocator) {
    Batch flat = batch.flat(allocator);
    try {
      List<Column> columns = keys.of(flat);
      KeyEncoder encoder = new KeyEncoder(keys.keys(), columns, flat.length());
      return new PreparedRows(flat, columns, encoder, encoder.starts());
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
  }

  /** Rows, keys, and what sorting them takes besides. */
  long bytes() {
    return flat.bytes() + KeyBlock.size(starts) + flat.length() * RowSort.bytesPerRow();
  }

  /** The keys, which pass to the caller. */
  KeyBlock encode(BufferAllocator allocator) {
    return encoder.encode(starts, allocator);
  }

  @Override
  public void close() {
    columns.forEach(Column::close);
    flat.close();
  }
}
