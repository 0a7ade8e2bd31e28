package io.sabot.operators.internal.table;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows kept in the order of their arrival, numbered from 0. Small pieces are joined to larger ones
 * as they come, so that many tiny batches cost no more than a few big ones.
 */
public final class Chunks implements AutoCloseable {
  private static final int WHOLE = 16 * 1024;

  private final Schema schema;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final List<Batch> chunks = new ArrayList<>();
  private final List<Long> reserved = new ArrayList<>();
  private int rows;

  /** Keeps rows of a schema; the reservation stays with the caller. */
  public Chunks(Schema schema, BufferAllocator allocator, Reservation reservation) {
    this.schema = schema;
    this.allocator = allocator;
    this.reservation = reservation;
  }

  /** Rows kept. */
  public int rows() {
    return rows;
  }

  /** The pieces, in order, still owned by this. */
  public List<Batch> pieces() {
    return chunks;
  }

  /** The pieces of one column, still owned by this. */
  public List<Column> column(int ordinal) {
    List<Column> pieces = new ArrayList<>(chunks.size());
    for (Batch chunk : chunks) {
      pieces.add(chunk.column(ordinal));
    }
    return pieces;
  }

  /** Adds the rows of a dense batch, which passes to this, also on failure. */
  public void add(Batch batch) {
    long bytes = batch.bytes();
    try {
      checkRows(batch.length());
      reservation.grow(bytes);
      rows += batch.length();
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
    chunks.add(batch);
    reserved.add(bytes);
    while (chunks.size() > 1 && joinable()) {
      join();
    }
  }

  private void checkRows(int more) {
    if (rows + (long) more > Integer.MAX_VALUE) {
      throw Problem.at("Kept rows", ErrorCode.MEMORY_LIMIT)
          .rule("one operator keeps at most " + Integer.MAX_VALUE + " rows")
          .but("there are more")
          .cure("divide the input by a range of the key and run the parts one after the other")
          .memory();
    }
  }

  private boolean joinable() {
    int last = chunks.getLast().length();
    int previous = chunks.get(chunks.size() - 2).length();
    return previous < WHOLE && last * 2L >= previous;
  }

  private void join() {
    int at = chunks.size() - 2;
    long bytes = reserved.get(at) + reserved.get(at + 1);
    reservation.grow(bytes);
    Batch joined;
    try {
      joined = joined(chunks.subList(at, at + 2));
    } catch (Throwable failure) {
      reservation.shrink(bytes);
      throw failure;
    }
    chunks.removeLast().close();
    chunks.set(at, joined).close();
    reservation.shrink(bytes);
    reserved.removeLast();
    reserved.set(at, bytes);
    settle(at, joined.bytes());
  }

  /**
   * Joins all pieces to one, so that gathering from them is cheaper, where that takes a copy of at
   * most {@code most} rows and there is memory for it. Rows keep their numbers.
   */
  public void unite(int most) {
    if (chunks.size() < 2 || rows > most || !inBulk()) {
      return;
    }
    long bytes = reserved.stream().mapToLong(Long::longValue).sum();
    try {
      reservation.grow(bytes);
    } catch (MemoryLimitException refused) {
      return;
    }
    Batch united;
    try {
      united = joined(chunks);
    } catch (Throwable failure) {
      reservation.shrink(bytes);
      throw failure;
    }
    chunks.forEach(Batch::close);
    chunks.clear();
    reserved.clear();
    chunks.add(united);
    reserved.add(bytes);
    reservation.shrink(bytes);
    settle(0, united.bytes());
  }

  private boolean inBulk() {
    for (int i = 0; i < schema.getFields().size(); i++) {
      if (!Take.concatenatesInBulk(column(i))) {
        return false;
      }
    }
    return true;
  }

  /** Replaces what was expected of a piece by what it takes. */
  private void settle(int at, long bytes) {
    long expected = reserved.get(at);
    reservation.grow(Math.max(0, bytes - expected));
    reserved.set(at, bytes);
    reservation.shrink(Math.max(0, expected - bytes));
  }

  private Batch joined(List<Batch> pieces) {
    int length = pieces.stream().mapToInt(Batch::length).sum();
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < schema.getFields().size(); i++) {
        int ordinal = i;
        columns.add(
            Take.concatenate(
                schema.getFields().get(i),
                pieces.stream().map(piece -> piece.column(ordinal)).toList(),
                allocator));
      }
      return Batch.of(schema, columns, length);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** Takes the first piece away, which passes to the caller; rows are numbered anew. */
  public Batch takeFirst() {
    Batch first = chunks.removeFirst();
    reservation.shrink(reserved.removeFirst());
    rows -= first.length();
    return first;
  }

  /** The number of the first row of each piece, and the number of all rows. */
  public int[] starts() {
    int[] starts = new int[chunks.size() + 1];
    for (int i = 0; i < chunks.size(); i++) {
      starts[i + 1] = starts[i] + chunks.get(i).length();
    }
    return starts;
  }

  /** The row ids of consecutive rows. */
  public RowIds ids(int first, int count) {
    RowIds ids = new RowIds(count);
    int start = 0;
    for (int chunk = 0; chunk < chunks.size() && ids.size() < count; chunk++) {
      int length = chunks.get(chunk).length();
      for (int row = Math.max(0, first - start); row < length && ids.size() < count; row++) {
        ids.add(RowIds.id(chunk, row));
      }
      start += length;
    }
    return ids;
  }

  /**
   * How many of {@code count} consecutive rows to take at a time: up to the end of a piece, unless
   * that is near.
   */
  public int unbroken(int first, int count) {
    int start = 0;
    for (Batch chunk : chunks) {
      int end = start + chunk.length();
      if (first < end) {
        int rest = end - first;
        return rest < count && rest >= count / 4 ? rest : count;
      }
      start = end;
    }
    return count;
  }

  /**
   * Consecutive rows of all columns, shared where they lie in one piece; they pass to the caller.
   */
  public List<Column> range(int first, int count) {
    int start = 0;
    for (Batch chunk : chunks) {
      if (first >= start && first + count <= start + chunk.length()) {
        return slices(chunk, first - start, count);
      }
      start += chunk.length();
    }
    return take(ids(first, count));
  }

  private List<Column> slices(Batch chunk, int first, int count) {
    List<Column> columns = new ArrayList<>();
    try {
      for (Column column : chunk.columns()) {
        columns.add(column.slice(first, count, allocator));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** Gathers rows of all columns; the columns pass to the caller. */
  public List<Column> take(RowIds ids) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < schema.getFields().size(); i++) {
        columns.add(Take.rows(schema.getFields().get(i), column(i), ids, allocator));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    chunks.forEach(Batch::close);
    chunks.clear();
    reserved.forEach(reservation::shrink);
    reserved.clear();
    rows = 0;
  }
}
