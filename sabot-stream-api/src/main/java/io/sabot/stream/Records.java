package io.sabot.stream;

import io.sabot.internal.flow.FlowDoor;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.internal.record.BatchReader;
import io.sabot.stream.internal.record.RecordShape;
import io.sabot.stream.internal.record.RowIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.types.pojo.Schema;

/** The record views of a stream: batches are read row by row, and only here. */
final class Records {
  private static final int CHARACTERISTICS = Spliterator.ORDERED | Spliterator.NONNULL;

  private Records() {}

  static java.util.stream.Stream<Row> of(Stream stream) {
    Schema schema = stream.schema();
    return lazily(stream, BatchReader.rows(values -> new Row(schema, values)));
  }

  static <T extends Record> java.util.stream.Stream<T> of(Stream stream, Class<T> type) {
    return lazily(stream, RecordShape.of(type, stream.schema()));
  }

  static <T extends Record> Flow.Publisher<T> publisher(Stream stream, Class<T> type) {
    BatchReader<T> reader = RecordShape.of(type, stream.schema());
    return FlowDoor.publisher(
        stream.stage(),
        stream.options(),
        batch -> IntStream.range(0, batch.getRowCount()).mapToObj(reader.open(batch)).iterator());
  }

  private static <T> java.util.stream.Stream<T> lazily(Stream stream, BatchReader<T> reader) {
    Opening<T> opening = new Opening<>(stream, reader);
    return StreamSupport.stream(opening::open, CHARACTERISTICS, false).onClose(opening::close);
  }

  /** Opens the run when the first row is asked for, and closes it with the stream. */
  private static final class Opening<T> {
    private final Stream stream;
    private final BatchReader<T> reader;
    private RowIterator<T> rows;
    private boolean closed;

    Opening(Stream stream, BatchReader<T> reader) {
      this.stream = stream;
      this.reader = reader;
    }

    Spliterator<T> open() {
      if (closed) {
        return Spliterators.emptySpliterator();
      }
      BatchIterator batches = stream.iterator();
      rows = new RowIterator<>(batches, reader);
      return Spliterators.spliteratorUnknownSize(rows, CHARACTERISTICS);
    }

    void close() {
      closed = true;
      if (rows != null) {
        rows.close();
      }
    }
  }
}
