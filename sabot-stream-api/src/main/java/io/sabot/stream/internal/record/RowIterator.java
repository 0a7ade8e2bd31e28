package io.sabot.stream.internal.record;

import io.sabot.operator.BatchIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Walks the rows of a run, one batch open at a time. */
public final class RowIterator<T> implements Iterator<T>, AutoCloseable {
  private final BatchIterator batches;
  private final BatchReader<T> reader;
  private @Nullable VectorSchemaRoot batch;
  private @Nullable IntFunction<T> rows;
  private int next;

  /** Takes over an iterator. */
  public RowIterator(BatchIterator batches, BatchReader<T> reader) {
    this.batches = batches;
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    while (batch == null || next == batch.getRowCount()) {
      closeBatch();
      if (!batches.hasNext()) {
        close();
        return false;
      }
      batch = batches.next();
      rows = reader.open(batch);
      next = 0;
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream is exhausted");
    }
    return rows.apply(next++);
  }

  private void closeBatch() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }

  @Override
  public void close() {
    closeBatch();
    batches.close();
  }
}
