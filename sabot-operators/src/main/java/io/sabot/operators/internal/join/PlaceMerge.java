package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several files, each in the order of places, in the order of all places; of one place, in
 * the order of the files. The place is the last column.
 */
public final class PlaceMerge implements AutoCloseable {
  private final Schema schema;
  private final BufferAllocator allocator;
  private final List<Stream> all = new ArrayList<>();

  /** A heap: those that have rows left, each before those at 2 i + 1 and 2 i + 2. */
  private Stream[] heap = {};

  private int live;
  private final List<Batch> pieces = new ArrayList<>();
  private final RowIds rows = new RowIds(8);

  /**
   * Opens the files, which stay with the caller and are closed after this.
   *
   * @param schema the columns to give: those of the files, or all but the last
   */
  public PlaceMerge(Schema schema, List<SpillFile> files, BufferAllocator allocator) {
    this.schema = schema;
    this.allocator = allocator;
    try {
      for (SpillFile file : files) {
        Stream stream = new Stream(all.size(), file.read());
        all.add(stream);
      }
      heap = new Stream[all.size()];
      for (Stream stream : all) {
        if (stream.load()) {
          heap[live++] = stream;
        }
      }
      for (int i = live / 2 - 1; i >= 0; i--) {
        sink(i);
      }
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  /** A file that is read, as far as it is. */
  private final class Stream {
    final int number;
    final SpillReader reader;
    @Nullable Batch block;
    int piece;
    int row;
    long place;

    Stream(int number, SpillReader reader) {
      this.number = number;
      this.reader = reader;
    }

    /** Goes on to the next block; false at the end. */
    boolean load() {
      Batch next = reader.next();
      block = next;
      if (next == null) {
        return false;
      }
      piece = pieces.size();
      pieces.add(next);
      row = 0;
      place = place(next);
      return true;
    }

    private long place(Batch of) {
      return of.columns().getLast().segment(1).get(Memory.LONG, (long) row << 3);
    }

    boolean isBefore(Stream other) {
      return place < other.place || place == other.place && number < other.number;
    }

    /** Takes the rows before those of another stream; false at the end of the file. */
    boolean take(@Nullable Stream other, int limit) {
      Batch from = block;
      do {
        rows.add(RowIds.id(piece, row++));
        if (row == from.length()) {
          return load();
        }
        place = place(from);
      } while (rows.size() < limit && (other == null || isBefore(other)));
      return true;
    }
  }

  /** The next rows, up to {@code limit}; null at the end. */
  public @Nullable Batch next(int limit) {
    rows.clear();
    while (rows.size() < limit && live > 0) {
      if (!heap[0].take(second(), limit)) {
        heap[0] = heap[--live];
      }
      sink(0);
    }
    if (rows.size() == 0) {
      return null;
    }
    Batch merged = gather();
    forget();
    return merged;
  }

  /** The stream behind the first, or null. */
  private @Nullable Stream second() {
    if (live < 3) {
      return live < 2 ? null : heap[1];
    }
    return heap[1].isBefore(heap[2]) ? heap[1] : heap[2];
  }

  private void sink(int from) {
    int at = from;
    Stream stream = heap[at];
    while (2 * at + 1 < live) {
      int child = 2 * at + 1;
      child += child + 1 < live && heap[child + 1].isBefore(heap[child]) ? 1 : 0;
      if (!heap[child].isBefore(stream)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = stream;
  }

  private Batch gather() {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < schema.getFields().size(); i++) {
        int ordinal = i;
        List<Column> parts = pieces.stream().map(piece -> piece.column(ordinal)).toList();
        columns.add(Take.rows(schema.getFields().get(i), parts, rows, allocator));
      }
      return Batch.of(schema, columns, rows.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** Frees the blocks of which every row was given. */
  private void forget() {
    List<Batch> before = new ArrayList<>(pieces);
    pieces.clear();
    for (int i = 0; i < live; i++) {
      Stream stream = heap[i];
      before.set(stream.piece, null);
      stream.piece = pieces.size();
      pieces.add(stream.block);
    }
    for (Batch spent : before) {
      if (spent != null) {
        spent.close();
      }
    }
  }

  @Override
  public void close() {
    pieces.forEach(Batch::close);
    pieces.clear();
    live = 0;
    all.forEach(stream -> stream.reader.close());
  }
}
